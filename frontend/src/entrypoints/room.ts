/** A live room: as `thread`, with the controllers of its pages. */
import { application } from "./application";
import { keepCounts } from "../live/counts";
import { registerControllers } from "../registration";

registerControllers(
  application,
  import.meta.glob("../controllers/live_{room,moderation,screen,note,reply,presence}_controller.ts", { eager: true }),
);
keepCounts();
