import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount, settle, type } from "../test_page";
import TagInputController, { splitLast } from "./tag_input_controller";

const FIELD = `<div data-controller="tag-input" data-tag-input-url-value="/suggest" data-tag-input-delay-value="1">
  <label for="tags">Schlagwörter</label><input id="tags" type="text"></div>`;

function press(key: string): void {
  find("#tags").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

beforeEach(() => {
  const results = [{ name: "Sprachkurs" }, { name: "Sprachcafé" }];
  vi.stubGlobal(
    "fetch",
    vi.fn().mockImplementation(async () => new Response(JSON.stringify({ results }))),
  );
});

afterEach(() => vi.unstubAllGlobals());

test("splitLast takes the word being typed", () => {
  expect(splitLast("Arbeit, Spra")).toEqual({ before: "Arbeit", word: "Spra" });
  expect(splitLast("Spra")).toEqual({ before: "", word: "Spra" });
});

test("typing shows suggestions as a combobox, arrow and enter take one", async () => {
  const application = await mount(FIELD, { "tag-input": TagInputController });
  const field = find<HTMLInputElement>("#tags");

  type("#tags", "Arbeit, Spra");
  await settle(20);

  expect(fetch).toHaveBeenCalledWith("/suggest?q=Spra", expect.anything());
  expect(Array.from(document.querySelectorAll("[role=option]"), (option) => option.textContent)).toEqual([
    "Sprachkurs",
    "Sprachcafé",
  ]);
  expect(field.getAttribute("aria-expanded")).toBe("true");

  press("ArrowDown");
  press("ArrowDown");
  expect(field.getAttribute("aria-activedescendant")).toBe(find("[role=option]:last-child").id);
  press("Enter");

  expect(field.value).toBe("Arbeit, Sprachcafé, ");
  expect(field.getAttribute("aria-expanded")).toBe("false");
  application.stop();
});

test("escape closes and leaves the text alone", async () => {
  const application = await mount(FIELD, { "tag-input": TagInputController });
  type("#tags", "Spra");
  await settle(20);

  press("Escape");

  expect(find("[role=listbox]").hidden).toBe(true);
  expect(find<HTMLInputElement>("#tags").value).toBe("Spra");
  application.stop();
});
