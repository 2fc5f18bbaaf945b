import type { Group, Suggestion } from "./answer";

let serial = 0;

/** The list below the field: groups of links, one of which may be marked while the focus stays in the field. */
export class Listbox {
  readonly element = document.createElement("div");
  readonly list = document.createElement("div");
  /** Forgets one's own searches; beside the list, because a list holds nothing but options. */
  readonly clear = document.createElement("button");
  private current = -1;

  constructor(label: string, clearLabel: string) {
    serial += 1;
    this.element.className = "suggest";
    this.element.hidden = true;
    this.list.id = `suggest-${String(serial)}`;
    this.list.role = "listbox";
    this.list.ariaLabel = label;
    this.clear.type = "button";
    this.clear.className = "suggest__clear";
    this.clear.textContent = clearLabel;
    this.element.append(this.list, this.clear);
  }

  get options(): HTMLAnchorElement[] {
    return Array.from(this.list.querySelectorAll<HTMLAnchorElement>("[role=option]"));
  }

  get marked(): HTMLAnchorElement | undefined {
    return this.options[this.current];
  }

  show(groups: Group[]): void {
    this.current = -1;
    const filled = groups.filter((group) => group.items.length > 0);
    this.list.replaceChildren(...filled.map((group, index) => this.group(group, index)));
    this.options.forEach((option, index) => (option.id = `${this.list.id}-${String(index)}`));
    this.element.hidden = filled.length === 0;
  }

  /** Moves by one; from the field down to the first, up to the last, and over the ends back to the field. */
  move(step: 1 | -1): void {
    const count = this.options.length;
    this.current = this.current < 0 ? (step > 0 ? 0 : count - 1) : this.current + step;
    if (this.current >= count) this.current = -1;
    this.mark();
  }

  unmark(): void {
    this.current = -1;
    this.mark();
  }

  private mark(): void {
    for (const [index, option] of this.options.entries()) option.ariaSelected = String(index === this.current);
    this.marked?.scrollIntoView({ block: "nearest" });
  }

  private group(group: Group, index: number): HTMLElement {
    const element = document.createElement("div");
    element.role = "group";
    const label = document.createElement("div");
    label.id = `${this.list.id}-group-${String(index)}`;
    label.className = "suggest__label";
    label.role = "presentation";
    label.textContent = group.label;
    element.setAttribute("aria-labelledby", label.id);
    element.append(label, ...group.items.map(optionOf));
    return element;
  }
}

function optionOf(item: Suggestion): HTMLAnchorElement {
  const option = document.createElement("a");
  option.role = "option";
  option.className = "suggest__option";
  option.href = item.url;
  if (item.insert) option.dataset.insert = item.insert;
  option.tabIndex = -1;
  option.ariaSelected = "false";
  const text = document.createElement("span");
  text.className = "suggest__text";
  if (item.lang) text.lang = item.lang;
  // The server has escaped it; what stands in it is text and <mark>.
  if (item.marked) text.innerHTML = item.marked;
  else text.textContent = item.text;
  option.append(text);
  if (item.detail) {
    const detail = document.createElement("span");
    detail.className = "suggest__detail";
    detail.textContent = item.detail;
    option.append(" ", detail);
  }
  return option;
}
