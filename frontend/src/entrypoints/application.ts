import { Application } from "@hotwired/stimulus";
import { registerControllers } from "../registration";
import { offerSuggestions } from "../suggestions/late";

/** One Stimulus application for the page; `thread.ts` adds the live controllers to the same one. */
export const application = Application.start();

registerControllers(
  application,
  import.meta.glob(
    [
      "../controllers/*_controller.ts",
      "!../controllers/live_*_controller.ts",
      "!../controllers/late_*_controller.ts",
      "!../controllers/*_suggest_controller.ts",
    ],
    { eager: true },
  ),
);
offerSuggestions(application);
