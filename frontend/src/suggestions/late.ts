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
];

/** Brings in the suggestions for a field when somebody is in it; a field that is never used costs nothing. */
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
  document.addEventListener("focusin", (event) => offer(event.target));
  offer(document.activeElement);
}
