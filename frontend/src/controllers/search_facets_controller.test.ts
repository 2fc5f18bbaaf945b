import { expect, test } from "vitest";
import { find, mount } from "../test_page";
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
