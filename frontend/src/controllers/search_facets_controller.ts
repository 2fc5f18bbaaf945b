import { Controller } from "@hotwired/stimulus";

const LONG = 12;

/**
 * On a phone the link to the filters opens them as a sheet over the results; without this it leads to them below. In
 * a long list of values one can look for one.
 *
 * @example
 * <div data-controller="search-facets">
 *   <a href="#facets" data-action="search-facets#open">Filter (3)</a>
 *   <aside id="facets" data-search-facets-target="facets" data-close-label="12 Treffer zeigen" data-filter-label="Suchen">
 *     <details><ul>…</ul><details data-search-facets-target="long">…</details></details></aside>
 * </div>
 */
export default class SearchFacetsController extends Controller<HTMLElement> {
  static override targets = ["facets", "long"];
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

  longTargetConnected(details: HTMLDetailsElement): void {
    if (details.open) this.addFilter(details);
    else details.addEventListener("toggle", () => this.addFilter(details), { once: true });
  }

  /** The field stands above all values of the group, and comes when the long part is opened. */
  private addFilter(details: HTMLDetailsElement): void {
    const group = details.parentElement;
    const first = group?.querySelector("ul");
    if (!group || !first || group.querySelectorAll("li").length < LONG || group.querySelector(".facet-group__find"))
      return;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "facet-group__find";
    field.ariaLabel = field.placeholder = this.facetsTarget.dataset.filterLabel ?? "";
    const find = (): void => {
      for (const value of group.querySelectorAll<HTMLElement>("li")) {
        value.hidden = !folded(value.textContent ?? "").includes(folded(field.value));
      }
    };
    field.addEventListener("input", find);
    field.addEventListener("focus", () => void this.complete(details).then(find), { once: true });
    first.before(field);
  }

  /** Fetches the values that are not in the page; without them one looks among those that are. */
  private async complete(details: HTMLDetailsElement): Promise<void> {
    const url = details.dataset.allUrl;
    if (!url || !details.parentElement) return;
    try {
      const response = await fetch(url);
      const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
      const list = page.querySelector(`#${details.parentElement.id} [data-search-facets-target=long] ul`);
      if (!list) return;
      details.querySelector("ul")?.replaceWith(list);
      details.querySelector("p")?.remove();
    } catch {
      // Offline: the link below the values still says where all of them are.
    }
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
    const facets = this.sheet?.querySelector<HTMLElement>("[data-search-facets-target=facets]");
    if (facets && this.place?.parentNode) this.place.replaceWith(facets);
    this.place = undefined;
  }
}

/** The same for "Münster" and "munster". */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
