/**
 * Loaded as a classic script in the head of every page, before anything is painted: it applies the stored colour
 * scheme and brings in Stimulus only where the page asks for it, so that a page to read costs one kilobyte of script.
 * The address of that second script stands on this one's tag (`data-application`, see the template tag `vite_script`).
 *
 * What carries `data-wakes-late` can wait until somebody reaches for the page; a link with `data-wakes` that is
 * followed before is followed again once its controller is there, or by itself if it never comes.
 */
{
  const stored = ((): string | null => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  })();
  if (stored === "light" || stored === "dark") document.documentElement.dataset.kernTheme = stored;
  document.documentElement.classList.add("has-script");

  const application = document.currentScript?.dataset.application;
  let loading: Promise<unknown> | undefined;
  const start = (): Promise<unknown> => {
    loading ??= application ? import(/* @vite-ignore */ application).catch(() => undefined) : Promise.resolve();
    return loading;
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-print]")) window.print();
    const link = event.target.closest<HTMLElement>("[data-wakes]");
    if (!link) return;
    event.preventDefault();
    link.removeAttribute("data-wakes");
    void start().then(() => setTimeout(() => link.click()));
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("main [data-controller]:not([data-wakes-late])")) {
      void start();
      return;
    }
    // The header's own controllers (menu, theme) can wait until somebody reaches for the page.
    for (const type of ["pointerover", "pointerdown", "focusin", "keydown"]) {
      document.addEventListener(type, () => void start(), { once: true, passive: true });
    }
  });
}
