import { Controller } from "@hotwired/stimulus";
import { type Change, link, prefix, sign, wrap } from "../writing/markdown";

type Edit = (value: string, start: number, end: number) => Change;

const EDITS: Record<string, Edit> = {
  bold: (...at) => wrap(...at, "**"),
  italic: (...at) => wrap(...at, "*"),
  link,
  list: (...at) => prefix(...at, "- "),
  quote: (...at) => prefix(...at, "> "),
  mention: (...at) => sign(...at, "@"),
};
const KEYS: Record<string, string> = { b: "bold", i: "italic", k: "link" };

/**
 * The buttons above a text: a toolbar with one stop for the Tab key, in which the arrow keys go on. What a button does
 * can be undone like typing. Loaded when somebody is in the field.
 *
 * @example
 * <div data-late="late-toolbar"><div role="toolbar"><button type="button" data-mark="bold">F</button></div><textarea></textarea></div>
 */
export default class LateToolbarController extends Controller<HTMLElement> {
  override connect(): void {
    this.element.setAttribute("data-is-there", "");
    const [first] = this.buttons;
    if (first && !first.closest("[role]")?.contains(document.activeElement)) this.stopAt(first);
    this.element.addEventListener("click", this.pressed);
    this.element.addEventListener("keydown", this.keyed);
    this.element.addEventListener("mousedown", keepSelection);
  }

  override disconnect(): void {
    this.element.removeEventListener("click", this.pressed);
    this.element.removeEventListener("keydown", this.keyed);
    this.element.removeEventListener("mousedown", keepSelection);
  }

  private readonly pressed = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-mark]") : null;
    if (!button) return;
    this.stopAt(button);
    if (button.dataset.mark === "attach")
      this.element.closest("form")?.querySelector<HTMLElement>("[type=file]")?.click();
    else this.edit(button.dataset.mark ?? "");
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    if (event.target === this.field) {
      const mark = KEYS[event.key.toLowerCase()];
      if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      this.edit(mark);
      return;
    }
    const { buttons } = this;
    const at = buttons.indexOf(event.target as HTMLElement);
    const goes = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    const next = goes === undefined || at < 0 ? undefined : buttons.at(goes % buttons.length);
    if (!next) return;
    event.preventDefault();
    this.stopAt(next);
    next.focus();
  };

  private edit(mark: string): void {
    const { field } = this;
    const edit = EDITS[mark];
    if (!field || !edit || field.readOnly) return;
    const { from, to, text, select } = edit(field.value, field.selectionStart, field.selectionEnd);
    field.focus();
    field.setSelectionRange(from, to);
    // The one way into a text that the browser can undo; where it is gone one day, the text still arrives.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, from, to);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    field.setSelectionRange(...select);
  }

  private stopAt(button: HTMLElement): void {
    for (const other of this.buttons) other.tabIndex = other === button ? 0 : -1;
  }

  private get buttons(): HTMLElement[] {
    return Array.from(this.element.querySelectorAll<HTMLElement>("[data-mark]"));
  }

  private get field(): HTMLTextAreaElement | null {
    return this.element.querySelector("textarea");
  }
}

/** Pressing a button leaves the selection where it is. */
function keepSelection(event: Event): void {
  if (event.target instanceof Element && event.target.closest("[data-mark]")) event.preventDefault();
}
