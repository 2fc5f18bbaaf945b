import { Controller } from "@hotwired/stimulus";

/**
 * Keeps the list of a long form's parts up to date while it is filled in: what is answered, and how much of all.
 * A part is answered when every field that is not marked optional is; if all are optional, when all are.
 *
 * @example
 * <div data-controller="form-progress" data-form-progress-label-value="{done} von {total} beantwortet">
 *   <p data-form-progress-target="text"></p>
 *   <ol><li data-form-progress-target="item"><a href="#what">…</a></li></ol>
 *   <form><section id="what">…</section></form>
 * </div>
 */
export default class FormProgressController extends Controller<HTMLElement> {
  static override targets = ["item", "text"];
  static override values = { label: String };
  declare readonly itemTargets: HTMLElement[];
  declare readonly textTarget: HTMLElement;
  declare readonly labelValue: string;

  override connect(): void {
    this.element.addEventListener("input", this.show);
    this.element.addEventListener("change", this.show);
    this.show();
  }

  override disconnect(): void {
    this.element.removeEventListener("input", this.show);
    this.element.removeEventListener("change", this.show);
  }

  private readonly show = (): void => {
    let done = 0;
    for (const item of this.itemTargets) {
      const isDone = isAnswered(partOf(item));
      item.classList.toggle("step-nav__item--done", isDone);
      if (isDone) done += 1;
    }
    const text = this.labelValue.replace("{done}", String(done)).replace("{total}", String(this.itemTargets.length));
    if (this.textTarget.textContent !== text) this.textTarget.textContent = text;
  };
}

function partOf(item: HTMLElement): HTMLElement | null {
  const address = item.querySelector("a")?.getAttribute("href") ?? "";
  return document.getElementById(address.replace(/^#/, ""));
}

function isAnswered(part: HTMLElement | null): boolean {
  const fields = Array.from(part?.querySelectorAll<HTMLElement>(".form-field") ?? []);
  const asked = fields.filter((field) => !field.querySelector(".form-field__optional"));
  const counted = asked.length > 0 ? asked : fields;
  return counted.length > 0 && counted.every(hasValue);
}

function hasValue(field: HTMLElement): boolean {
  const controls = Array.from(field.querySelectorAll<HTMLInputElement>("input, textarea, select"));
  return controls.some((control) =>
    control.type === "checkbox" || control.type === "radio" ? control.checked : control.value.trim() !== "",
  );
}
