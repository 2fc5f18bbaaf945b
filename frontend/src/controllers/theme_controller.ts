import { Controller } from "@hotwired/stimulus";

/**
 * Switches between light and dark and remembers the choice in this browser; `main.ts` applies it before painting.
 *
 * @example <button data-controller="theme" data-action="theme#toggle" hidden>…</button>
 */
export default class ThemeController extends Controller<HTMLButtonElement> {
  override connect(): void {
    this.show();
  }

  toggle(): void {
    const theme = this.isDark ? "light" : "dark";
    document.documentElement.dataset.kernTheme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Storage may be forbidden; the choice then holds for this page only.
    }
    this.show();
    this.dispatch("changed", { detail: { theme } });
  }

  private get isDark(): boolean {
    const chosen = document.documentElement.dataset.kernTheme;
    if (chosen) return chosen === "dark";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  private show(): void {
    this.element.setAttribute("aria-pressed", String(this.isDark));
  }
}
