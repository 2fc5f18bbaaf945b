/**
 * Loaded as a classic script in the head of every page, before anything is painted: it applies the stored colour
 * scheme and brings in Stimulus only where the page asks for it, so that a page to read costs one kilobyte of script.
 * The address of that second script stands on this one's tag (`data-application`, see the template tag `vite_script`).
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
  let started = false;
  const start = (): void => {
    if (started || !application) return;
    started = true;
    void import(/* @vite-ignore */ application);
  };

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("main [data-controller]")) {
      start();
      return;
    }
    // The header's own controllers (menu, theme) can wait until somebody reaches for the page.
    for (const type of ["pointerover", "pointerdown", "focusin", "keydown"]) {
      document.addEventListener(type, start, { once: true, passive: true });
    }
  });
}
