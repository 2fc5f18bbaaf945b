import { Controller } from "@hotwired/stimulus";

/**
 * Copies an address and says so on the button itself.
 *
 * @example <button data-controller="copy-link" data-action="copy-link#copy" data-copy-link-done-value="Kopiert">…</button>
 */
export default class CopyLinkController extends Controller<HTMLButtonElement> {
  static override targets = ["label"];
  static override values = { url: String, done: String };
  declare readonly labelTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly doneValue: string;

  async copy(): Promise<void> {
    const url = new URL(this.urlValue || window.location.href, window.location.href).href;
    await navigator.clipboard.writeText(url);
    const before = this.labelTarget.textContent;
    this.labelTarget.textContent = this.doneValue;
    window.setTimeout(() => {
      this.labelTarget.textContent = before;
    }, 2500);
    this.dispatch("copied", { detail: { url } });
  }
}
