import { expect, test, vi } from "vitest";
import { find, mount, settle } from "../test_page";
import SearchFacetsController from "./search_facets_controller";

test("the filters open as a sheet and go back to their place", async () => {
  const application = await mount(
    `<div data-controller="search-facets"><a href="#facets" data-action="search-facets#open">Filter</a>
      <section><aside id="facets" data-search-facets-target="facets" data-close-label="Zeigen">Thema</aside></section></div>`,
    { "search-facets": SearchFacetsController },
  );

  find("a").click();
  expect(find<HTMLDialogElement>("dialog").open).toBe(true);
  expect(find("dialog #facets").textContent).toBe("Thema");

  find("dialog button").click();
  expect(find<HTMLDialogElement>("dialog").open).toBe(false);
  expect(find("section #facets").textContent).toBe("Thema");
  application.stop();
});

test("in a long list one can look for a value, whatever its accents", async () => {
  const values = Array.from({ length: 14 }, (_, number) => `<li><a href="#">Ort ${String(number)}</a></li>`);
  const application = await mount(
    `<div data-controller="search-facets"><aside data-search-facets-target="facets" data-filter-label="Suchen">
      <details open><summary>Kommune</summary><ul><li><a href="#">Münster</a></li></ul>
      <details data-search-facets-target="long"><summary>14 weitere</summary><ul>${values.join("")}</ul></details></details>
    </aside></div>`,
    { "search-facets": SearchFacetsController },
  );
  const long = find<HTMLDetailsElement>("[data-search-facets-target=long]");
  expect(document.querySelector("input")).toBeNull();

  long.open = true;
  long.dispatchEvent(new Event("toggle"));
  const field = find<HTMLInputElement>("input");
  expect(field.ariaLabel).toBe("Suchen");
  field.value = "munst";
  field.dispatchEvent(new Event("input"));

  const shown = Array.from(document.querySelectorAll("li")).filter((item) => !item.hidden);
  expect(shown.map((item) => item.textContent)).toEqual(["Münster"]);
  application.stop();
});

test("values that are not in the page are fetched when somebody looks for one", async () => {
  const values = Array.from({ length: 14 }, (_, number) => `<li><a href="#">Ort ${String(number)}</a></li>`);
  const group = (more: string): string => `<details open id="facet-tag"><summary>Tag</summary><ul><li>Erster</li></ul>
    <details open data-search-facets-target="long" data-all-url="/de/suche/?all=tag"><summary>mehr</summary><ul>${more}</ul></details></details>`;
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(group(`${values.join("")}<li>Zuletzt</li>`))));
  const application = await mount(
    `<div data-controller="search-facets"><aside data-search-facets-target="facets">${group(values.join(""))}</aside></div>`,
    { "search-facets": SearchFacetsController },
  );

  const field = find<HTMLInputElement>("input");
  field.value = "zuletzt";
  field.dispatchEvent(new Event("focus"));
  await settle(10);

  expect(fetch).toHaveBeenCalledWith("/de/suche/?all=tag");
  const shown = Array.from(document.querySelectorAll("li")).filter((item) => !item.hidden);
  expect(shown.map((item) => item.textContent)).toEqual(["Zuletzt"]);
  application.stop();
  vi.unstubAllGlobals();
});
