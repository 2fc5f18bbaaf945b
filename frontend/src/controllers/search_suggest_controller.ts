import { Controller } from "@hotwired/stimulus";
import type { Answer } from "../suggestions/answer";
import { Asking } from "../suggestions/asking";
import { Listbox } from "../suggestions/listbox";
import { RecentSearches } from "../suggestions/recent";

/**
 * Suggestions below a search field: an ARIA combobox with a list that is never chosen from by itself. What is typed
 * stays as it is typed, and Enter without a marked suggestion asks for it. Loaded when somebody is in the field.
 *
 * @example
 * <form role="search" action="/de/suche/" data-suggest="/api/v1/suggest" data-suggest-label="Vorschläge"
 *   data-person="7" data-recent-label="Zuletzt gesucht" data-clear-label="Liste löschen"><input type="search" name="q"></form>
 */
export default class SearchSuggestController extends Controller<HTMLFormElement> {
  static override values = { delay: { type: Number, default: 120 } };
  declare readonly delayValue: number;

  private field: HTMLInputElement | null = null;
  private readonly status = document.createElement("div");
  private listbox!: Listbox;
  private recent!: RecentSearches;
  private asking!: Asking;

  override connect(): void {
    this.field = this.element.querySelector("input[type=search]");
    if (!this.field) return;
    const { suggest, suggestLabel, person, clearLabel } = this.element.dataset;
    this.asking = new Asking(suggest ?? "", (answer) => this.show(answer));
    this.recent = new RecentSearches(person ?? "");
    this.listbox = new Listbox(suggestLabel ?? "", clearLabel ?? "");
    this.status.className = "visually-hidden";
    this.status.role = "status";
    this.field.parentElement?.append(this.listbox.element);
    this.element.append(this.status);
    this.field.role = "combobox";
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.listbox.list.id);
    this.field.setAttribute("aria-expanded", "false");
    for (const [type, listener] of this.listeners) this.element.addEventListener(type, listener);
    this.listbox.clear.addEventListener("click", this.forget);
    if (document.activeElement === this.field) this.typed();
  }

  override disconnect(): void {
    this.asking.cancel();
    for (const [type, listener] of this.listeners) this.element.removeEventListener(type, listener);
    this.listbox.element.remove();
    this.status.remove();
  }

  private readonly typed = (event?: Event): void => {
    if (event && event.target !== this.field) return;
    if (event instanceof InputEvent && event.isComposing) return; // the word is not there yet
    this.asking.typed(this.field?.value ?? "", this.delayValue);
  };

  private show(answer: Answer): void {
    if (document.activeElement !== this.field) return;
    const path = new URL(this.element.action).pathname;
    const own = this.recent.matching(this.field?.value ?? "", this.element.dataset.recentLabel ?? "", path);
    this.listbox.show([own, ...answer.groups]);
    this.listbox.clear.hidden = own.items.length === 0;
    this.status.textContent = answer.summary;
    this.tell();
  }

  private readonly pressed = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.isComposing || event.target !== this.field) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.listbox.element.hidden) this.typed();
      else if (event.altKey && event.key === "ArrowUp") this.close();
      else this.listbox.move(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Escape" && !this.listbox.element.hidden) {
      event.preventDefault(); // the browser would empty the field
      this.close();
    } else if (event.key === "Enter" && this.listbox.marked) {
      event.preventDefault();
      this.listbox.marked.click();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.listbox.unmark(); // back to the text
    }
    this.tell();
  };

  private readonly left = (event: Event): void => {
    const next = (event as FocusEvent).relatedTarget;
    if (!(next instanceof Node && this.listbox.element.contains(next))) this.close();
  };

  private readonly touched = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest("[role=listbox]")) event.preventDefault(); // keep the focus
  };

  private readonly sent = (): void => this.recent.remember(this.field?.value ?? "");

  private readonly forget = (): void => {
    this.recent.clear();
    this.field?.focus();
    this.close();
  };

  private readonly listeners: [string, (event: Event) => void][] = [
    ["input", this.typed],
    ["compositionend", this.typed],
    ["focusin", this.typed],
    ["keydown", this.pressed],
    ["focusout", this.left],
    ["pointerdown", this.touched],
    ["mousedown", this.touched],
    ["submit", this.sent],
  ];

  private close(): void {
    this.asking.cancel();
    this.listbox.show([]);
    this.status.textContent = "";
    this.tell();
  }

  /** Says in attributes what is to be seen. */
  private tell(): void {
    this.field?.setAttribute("aria-expanded", String(!this.listbox.element.hidden));
    const marked = this.listbox.marked;
    if (marked) this.field?.setAttribute("aria-activedescendant", marked.id);
    else this.field?.removeAttribute("aria-activedescendant");
  }
}
