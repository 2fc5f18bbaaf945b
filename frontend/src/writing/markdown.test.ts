import { expect, test } from "vitest";
import { type Change, link, prefix, sign, wrap } from "./markdown";

/** The text afterwards, with what is selected in ⟨brackets⟩. */
function after(value: string, { from, to, text, select }: Change): string {
  const changed = value.slice(0, from) + text + value.slice(to);
  return `${changed.slice(0, select[0])}⟨${changed.slice(select[0], select[1])}⟩${changed.slice(select[1])}`;
}

test.each([
  ["ein Wort hier", 4, 8, "ein **⟨Wort⟩** hier"],
  ["ein Wort hier", 4, 9, "ein **⟨Wort⟩** hier"],
  ["ein **Wort** hier", 6, 10, "ein ⟨Wort⟩ hier"],
  ["", 0, 0, "**⟨⟩**"],
])("bold in %j", (value, start, end, expected) => {
  expect(after(value, wrap(value, start, end, "**"))).toBe(expected);
});

test.each([
  ["eins\nzwei", 0, 9, "⟨- eins\n- zwei⟩"],
  ["- eins\n- zwei", 0, 13, "⟨eins\nzwei⟩"],
  ["Dazu:\neins", 8, 8, "Dazu:\n\n- eins⟨⟩"],
  ["- eins\n", 7, 7, "- eins\n- ⟨⟩"],
])("list in %j", (value, start, end, expected) => {
  expect(after(value, prefix(value, start, end, "- "))).toBe(expected);
});

test.each([
  ["siehe hier", 6, 10, "siehe [hier](⟨https://⟩)"],
  ["siehe ", 6, 6, "siehe [⟨⟩](https://)"],
  ["https://a.example/b", 0, 19, "[⟨⟩](https://a.example/b)"],
])("link in %j", (value, start, end, expected) => {
  expect(after(value, link(value, start, end))).toBe(expected);
});

test("a mention begins after a space", () => {
  expect(after("Frag", sign("Frag", 4, 4, "@"))).toBe("Frag @⟨⟩");
});
