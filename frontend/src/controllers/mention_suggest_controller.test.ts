import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Application } from "@hotwired/stimulus";
import { mentionAt, withMention } from "../suggestions/mention";
import { find, mount, settle } from "../test_page";
import MentionSuggestController from "./mention_suggest_controller";

const ANSWER = {
  groups: [
    {
      name: "people",
      label: "Menschen",
      items: [{ text: "Ada Muster", detail: "Krefeld", url: "/de/menschen/5/", insert: "@Ada Muster" }],
    },
  ],
  summary: "1 Vorschlag",
};
let application: Application;
let field: HTMLTextAreaElement;

beforeEach(async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn<typeof fetch>().mockImplementation(() => Promise.resolve(Response.json(ANSWER))),
  );
  const page = `<div><textarea data-controller="mention-suggest" data-mention-suggest-delay-value="0" data-mentions="/m"></textarea></div>`;
  application = await mount(page, { "mention-suggest": MentionSuggestController });
  field = find<HTMLTextAreaElement>("textarea");
  field.focus();
});

afterEach(() => {
  application.stop();
  vi.unstubAllGlobals();
});

async function write(text: string): Promise<void> {
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new Event("input"));
  await settle(5);
}

const press = (key: string): boolean => field.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));

test.each([
  ["Hallo @ad", "ad"],
  ["@Ada Mu", "Ada Mu"],
  ["> @Öz", "Öz"],
  ["a@example", undefined],
  ["@", undefined],
  ["@Ada\n", undefined],
])("what is typed after the sign in %j", (text, expected) => {
  expect(mentionAt(text, text.length)).toBe(expected);
});

test("the mention takes the place of what was typed, also within a sentence", () => {
  expect(withMention("Frag @ad bitte", 8, "ad", "@Ada Muster")).toEqual(["Frag @Ada Muster bitte", 17]);
});

test("chosen by keyboard", async () => {
  await write("Hallo @ad");
  expect(find("[role=status]").textContent).toBe("1 Vorschlag");
  expect(press("ArrowDown")).toBe(false);
  expect(field.getAttribute("aria-activedescendant")).toBe(find("[role=option]").id);
  press("Enter");
  expect(field.value).toBe("Hallo @Ada Muster ");
  expect(find(".suggest").hidden).toBe(true);
});

test("Enter without a chosen name is a new line, and Escape closes", async () => {
  await write("Hallo @ad");
  expect(press("Enter")).toBe(true);
  expect(press("Escape")).toBe(false);
  expect(find(".suggest").hidden).toBe(true);
  expect(press("ArrowDown")).toBe(true);
});
