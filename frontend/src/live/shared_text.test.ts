import { beforeEach, expect, test } from "vitest";
import { find } from "../test_page";
import { SharedText } from "./shared_text";

let text: SharedText;
let area: HTMLTextAreaElement;

beforeEach(() => {
  document.body.innerHTML = `<form><input type="hidden" name="version" value="3"><input type="hidden" name="base" value="eins\nzwei">
    <textarea name="body">eins\nzwei</textarea></form>`;
  text = new SharedText(find("form"), "results:1:2");
  area = find("textarea");
  area.focus();
});

test.each([
  ["above", 6, "null\neins\nzwei", 11],
  ["below", 6, "eins\nzwei\ndrei", 6],
])("the caret stays in its line when another writes %s", (_where, caret, body, place) => {
  area.setSelectionRange(caret, caret);
  text.begin({ body, version: 4 });
  expect([text.value, text.version, text.isChanged, area.selectionStart]).toEqual([body, 4, false, place]);
});

test("what is typed stays when another text is what it goes out from", () => {
  area.value = "eins\nzwei!";
  text.begin({ body: "eins\nZWEI", version: 5 }, text.value);
  expect([text.value, text.version, text.isChanged]).toEqual(["eins\nzwei!", 5, true]);
});
