/** A space or thread that is open: everything of the other pages, and the controllers that speak over the socket. */
import { application } from "./application";
import { keepCounts } from "../live/counts";
import { registerControllers } from "../registration";

registerControllers(
  application,
  import.meta.glob(
    ["../controllers/live_*_controller.ts", "!../controllers/live_{room,moderation,screen,note}_controller.ts"],
    { eager: true },
  ),
);
keepCounts();
