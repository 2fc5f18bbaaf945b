import { Controller } from "@hotwired/stimulus";

const SEPARATOR = /[,;]/;
let serial = 0;

/** The part of a comma-separated text that is being typed, and what stands before it. */
export function splitLast(text: string): { before: string; word: string } {
  const parts = text.split(SEPARATOR);
  const word = (parts.pop() ?? "").trim();
  return { before: parts.map((part) => part.trim()).join(", "), word };
}

/**
 * Suggests known tags while the last of a comma-separated list is typed: an ARIA combobox over a plain text field.
 *
 * @example <div data-controller="tag-input" data-tag-input-url-value="/api/v1/suggest/tags"><input type="text"></div>
 */
export default class TagInputController extends Controller<HTMLElement> {
  static override values = { url: String, delay: { type: Number, default: 150 } };
  declare readonly urlValue: string;
  declare readonly delayValue: number;

  private field: HTMLInputElement | null = null;
  private readonly list = document.createElement("ul");
  private timer: number | undefined;
  private request: AbortController | undefined;
  private current = -1;

  override connect(): void {
    this.field = this.element.querySelector("input[type=text], input:not([type])");
    if (!this.field) return;
    serial += 1;
    this.list.id = `tag-suggestions-${String(serial)}`;
    this.list.className = "suggestions__list";
    this.list.role = "listbox";
    this.list.hidden = true;
    const label = this.field.labels?.[0]?.textContent?.trim();
    if (label) this.list.setAttribute("aria-label", label);
    const frame = document.createElement("div");
    frame.className = "suggestions";
    this.field.replaceWith(frame);
    frame.append(this.field, this.list);
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.setAttribute("aria-expanded", "false");
    this.field.autocomplete = "off";
    this.field.addEventListener("input", this.typed);
    this.field.addEventListener("keydown", this.pressed);
    this.field.addEventListener("blur", this.left);
    this.list.addEventListener("pointerdown", this.chosen);
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    this.request?.abort();
    this.list.parentElement?.replaceWith(...(this.field ? [this.field] : []));
  }

  private readonly typed = (): void => {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.suggest(), this.delayValue);
  };

  private readonly left = (): void => this.close();

  private readonly pressed = (event: KeyboardEvent): void => {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.mark(this.current + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && this.current >= 0) {
      event.preventDefault();
      this.take(this.options[this.current]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
  };

  private readonly chosen = (event: Event): void => {
    event.preventDefault();
    if (event.target instanceof HTMLElement) this.take(event.target);
  };

  private get options(): HTMLElement[] {
    return Array.from(this.list.children) as HTMLElement[];
  }

  private async suggest(): Promise<void> {
    const { word } = splitLast(this.field?.value ?? "");
    if (word.length < 2) {
      this.close();
      return;
    }
    this.request?.abort();
    this.request = new AbortController();
    try {
      const address = `${this.urlValue}?q=${encodeURIComponent(word)}`;
      const response = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
      this.show(response.ok ? names(await response.json()) : []);
    } catch {
      // Without suggestions the field is still a field.
    }
  }

  private show(suggestions: string[]): void {
    this.current = -1;
    this.list.replaceChildren(
      ...suggestions.map((name, index) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${String(index)}`;
        option.role = "option";
        option.className = "suggestions__option";
        option.ariaSelected = "false";
        option.textContent = name;
        return option;
      }),
    );
    this.list.hidden = suggestions.length === 0;
    this.field?.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  private mark(index: number): void {
    const options = this.options;
    this.current = (index + options.length) % options.length;
    for (const [position, option] of options.entries()) option.ariaSelected = String(position === this.current);
    const marked = options[this.current];
    if (marked) this.field?.setAttribute("aria-activedescendant", marked.id);
    marked?.scrollIntoView({ block: "nearest" });
  }

  private take(option: HTMLElement | undefined): void {
    if (!option || !this.field) return;
    const { before } = splitLast(this.field.value);
    this.field.value = `${before ? `${before}, ` : ""}${option.textContent ?? ""}, `;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
    window.clearTimeout(this.timer);
    this.dispatch("taken", { detail: { tag: option.textContent } });
  }

  private close(): void {
    this.list.hidden = true;
    this.current = -1;
    this.field?.setAttribute("aria-expanded", "false");
    this.field?.removeAttribute("aria-activedescendant");
  }
}

/** The endpoint answers `{"results": [{"name": …}]}`. */
function names(answer: unknown): string[] {
  const results = (answer as { results?: { name: string }[] }).results ?? [];
  return results.map((result) => result.name);
}
