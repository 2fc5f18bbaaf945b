import { Controller } from "@hotwired/stimulus";

/**
 * On a phone the link to the filters opens them as a sheet over the results; without this it leads to them below.
 *
 * @example
 * <div data-controller="search-facets">
 *   <a href="#facets" data-action="search-facets#open">Filter (3)</a>
 *   <aside id="facets" data-search-facets-target="facets" data-close-label="Ergebnisse zeigen">…</aside>
 * </div>
 */
export default class SearchFacetsController extends Controller<HTMLElement> {
  static override targets = ["facets"];
  declare readonly facetsTarget: HTMLElement;

  private sheet: HTMLDialogElement | undefined;
  private place: Comment | undefined;

  override disconnect(): void {
    this.sheet?.close();
    this.giveBack();
  }

  open(event: Event): void {
    event.preventDefault();
    this.sheet ??= this.build();
    const facets = this.facetsTarget;
    this.place = document.createComment("");
    facets.replaceWith(this.place);
    this.sheet.prepend(facets);
    this.sheet.showModal();
  }

  private build(): HTMLDialogElement {
    const sheet = document.createElement("dialog");
    sheet.className = "sheet";
    sheet.setAttribute("aria-label", this.facetsTarget.getAttribute("aria-label") ?? "");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--primary sheet__close";
    const label = document.createElement("span");
    label.className = "kern-label";
    label.textContent = this.facetsTarget.dataset.closeLabel ?? "OK";
    button.append(label);
    button.addEventListener("click", () => sheet.close());
    sheet.append(button);
    sheet.addEventListener("close", () => this.giveBack());
    this.element.append(sheet);
    return sheet;
  }

  private giveBack(): void {
    const facets = this.sheet?.querySelector<HTMLElement>("[data-search-facets-target]");
    if (facets && this.place?.parentNode) this.place.replaceWith(facets);
    this.place = undefined;
  }
}
