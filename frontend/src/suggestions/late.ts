import type { Application } from "@hotwired/stimulus";

const IDENTIFIER = "search-suggest";

/** Brings in the suggestions for a search field when somebody is in it; a field that is never used costs nothing. */
export function offerSuggestions(application: Application): void {
  let loading: Promise<void> | undefined;
  const offer = (target: EventTarget | null): void => {
    const form = target instanceof Element ? target.closest<HTMLElement>("form[data-suggest]") : null;
    if (!form || form.dataset.controller) return;
    form.dataset.controller = IDENTIFIER;
    // Without it the field is still a field.
    loading ??= import("../controllers/search_suggest_controller")
      .then((module) => application.register(IDENTIFIER, module.default))
      .catch(() => undefined);
  };
  document.addEventListener("focusin", (event) => offer(event.target));
  offer(document.activeElement);
}
