import { Controller } from "@hotwired/stimulus";
import { NOTHING, type Answer } from "../suggestions/answer";
import { Asking } from "../suggestions/asking";
import { Listbox } from "../suggestions/listbox";
import { mentionAt, withMention } from "../suggestions/mention";

/**
 * Suggests whom to mention while somebody types a name after @: a list below the text that is chosen from with the
 * arrow keys and Enter, or by pointing. Loaded when somebody is in the field.
 *
 * @example <textarea data-mentions="/api/v1/spaces/1/mentions" data-mentions-label="Wen erwähnen">
 */
export default class MentionSuggestController extends Controller<HTMLTextAreaElement> {
  static override values = { delay: { type: Number, default: 150 } };
  declare readonly delayValue: number;

  private readonly status = document.createElement("div");
  private listbox!: Listbox;
  private asking!: Asking;

  override connect(): void {
    this.asking = new Asking(this.element.dataset.mentions ?? "", (answer) => this.show(answer));
    this.listbox = new Listbox(this.element.dataset.mentionsLabel ?? "", "");
    this.listbox.clear.hidden = true;
    this.status.className = "visually-hidden";
    this.status.role = "status";
    this.element.after(this.listbox.element, this.status);
    this.element.setAttribute("aria-autocomplete", "list");
    this.element.setAttribute("aria-controls", this.listbox.list.id);
    for (const [type, listener] of this.listeners) this.element.addEventListener(type, listener);
    this.listbox.element.addEventListener("mousedown", keepFocus);
    this.listbox.element.addEventListener("click", this.chosen);
  }

  override disconnect(): void {
    this.asking.cancel();
    for (const [type, listener] of this.listeners) this.element.removeEventListener(type, listener);
    this.listbox.element.remove();
    this.status.remove();
  }

  private get typedName(): string | undefined {
    return mentionAt(this.element.value, this.element.selectionStart);
  }

  private readonly typed = (event: Event): void => {
    if (event instanceof InputEvent && event.isComposing) return; // the word is not there yet
    this.asking.typed(this.typedName ?? "", this.delayValue);
  };

  private show(answer: Answer): void {
    this.listbox.show(document.activeElement === this.element ? answer.groups : []);
    this.status.textContent = this.listbox.element.hidden ? "" : answer.summary;
    this.tell();
  }

  private readonly pressed = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.isComposing || this.listbox.element.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.listbox.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      this.close();
    } else if ((event.key === "Enter" || event.key === "Tab") && this.listbox.marked && !event.ctrlKey) {
      this.listbox.marked.click();
    } else {
      return;
    }
    event.preventDefault();
    this.tell();
  };

  private readonly chosen = (event: Event): void => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-insert]") : null;
    const name = this.typedName;
    event.preventDefault();
    if (!option || name === undefined) return;
    const { value, selectionStart } = this.element;
    const [text, caret] = withMention(value, selectionStart, name, option.dataset.insert ?? "");
    this.element.value = text;
    this.element.setSelectionRange(caret, caret);
    this.close();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  };

  private readonly close = (): void => {
    this.asking.cancel();
    this.show(NOTHING);
  };

  private readonly listeners: [string, (event: Event) => void][] = [
    ["input", this.typed],
    ["compositionend", this.typed],
    ["keydown", this.pressed],
    ["blur", this.close],
  ];

  /** Says in attributes what is to be seen. */
  private tell(): void {
    const marked = this.listbox.marked;
    if (marked) this.element.setAttribute("aria-activedescendant", marked.id);
    else this.element.removeAttribute("aria-activedescendant");
  }
}

function keepFocus(event: Event): void {
  event.preventDefault();
}
