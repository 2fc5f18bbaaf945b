import { Controller } from "@hotwired/stimulus";

/**
 * Says how much room is left once four fifths are used.
 *
 * @example <div data-controller="character-count" data-character-count-label-value="noch {number} Zeichen">field</div>
 */
export default class CharacterCountController extends Controller<HTMLElement> {
  static override values = { label: { type: String, default: "{number}" } };
  declare readonly labelValue: string;

  private readonly output = document.createElement("p");

  override connect(): void {
    this.output.className = "character-count";
    this.output.setAttribute("aria-live", "polite");
    this.element.append(this.output);
    this.element.addEventListener("input", this.show);
    this.show();
  }

  override disconnect(): void {
    this.element.removeEventListener("input", this.show);
    this.output.remove();
  }

  private readonly show = (): void => {
    const field = this.element.querySelector<HTMLTextAreaElement | HTMLInputElement>("textarea, input");
    if (!field || field.maxLength < 0) return;
    const left = field.maxLength - field.value.length;
    const isNear = left <= field.maxLength / 5;
    const number = left.toLocaleString(document.documentElement.lang || undefined);
    this.output.textContent = isNear ? this.labelValue.replace("{number}", number) : "";
  };
}
