import { Controller } from "@hotwired/stimulus";

/**
 * The phone's menu is a `<details>` and works without this; here it also closes with Escape and by a touch elsewhere.
 *
 * @example <details data-controller="menu" data-action="keydown.esc->menu#close click@document->menu#closeOutside">
 */
export default class MenuController extends Controller<HTMLDetailsElement> {
  close(): void {
    if (!this.element.open) return;
    this.element.open = false;
    this.element.querySelector("summary")?.focus();
  }

  closeOutside(event: Event): void {
    if (event.target instanceof Node && !this.element.contains(event.target)) this.element.open = false;
  }
}
