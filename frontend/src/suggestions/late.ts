import type { Application, ControllerConstructor } from "@hotwired/stimulus";

interface Offer {
  selector: string;
  identifier: string;
  load: () => Promise<{ default: ControllerConstructor }>;
}

const OFFERS: Offer[] = [
  {
    selector: "form[data-suggest]",
    identifier: "search-suggest",
    load: () => import("../controllers/search_suggest_controller"),
  },
  {
    selector: "textarea[data-mentions]",
    identifier: "mention-suggest",
    load: () => import("../controllers/mention_suggest_controller"),
  },
  {
    selector: "[data-late=late-attach]",
    identifier: "late-attach",
    load: () => import("../controllers/late_attach_controller"),
  },
  {
    selector: "[data-late=late-toolbar]",
    identifier: "late-toolbar",
    load: () => import("../controllers/late_toolbar_controller"),
  },
];

/** Brings in what helps in a field when somebody is in it or drags something there; a field never used costs nothing. */
export function offerSuggestions(application: Application): void {
  const loading = new Map<string, Promise<void>>();
  const offer = (target: EventTarget | null): void => {
    for (const { selector, identifier, load } of OFFERS) {
      const element = target instanceof Element ? target.closest<HTMLElement>(selector) : null;
      if (!element || element.dataset.controller) continue;
      element.dataset.controller = identifier;
      if (loading.has(identifier)) continue;
      // Without it the field is still a field.
      const registered = load().then((module) => application.register(identifier, module.default));
      loading.set(
        identifier,
        registered.catch(() => undefined),
      );
    }
  };
  for (const type of ["focusin", "dragenter"]) document.addEventListener(type, (event) => offer(event.target));
  // A button that is pressed before what it does has come is pressed again then.
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-mark]") : null;
    if (!button || button.closest("[data-is-there]")) return;
    offer(button);
    void loading.get("late-toolbar")?.then(() => setTimeout(() => button.closest("[data-is-there]") && button.click()));
  });
  offer(document.activeElement);
}
