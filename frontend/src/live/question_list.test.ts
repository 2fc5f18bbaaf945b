import { beforeEach, expect, test } from "vitest";
import { find } from "../test_page";
import type { QuestionFields } from "./question";
import { QuestionList } from "./question_list";

const item = (id: number, state: string, votes: number): string =>
  `<li data-question="${id}" data-state="${state}" data-votes="${votes}" data-own="false" data-voted="true"></li>`;
const PAGE = `<main><ol id="standing">${item(1, "waiting", 2)}${item(2, "waiting", 1)}</ol><ol id="done">${item(3, "later", 0)}</ol>
<template><li><button data-vote></button><span class="question__vote--still" hidden></span></li></template></main>`;

const question = (fields: Partial<QuestionFields>): QuestionFields => ({
  id: 7,
  text: "Wer zahlt?",
  state: "waiting",
  version: 1,
  votes: 0,
  author: null,
  is_anonymous: true,
  answer: "",
  thread: null,
  created_at: "2018-06-14T10:42:00+02:00",
  edited_at: null,
  ...fields,
});
const ids = (selector: string): string[] =>
  Array.from(find(selector).children, (child) => (child as HTMLElement).dataset.question ?? "");
const change = (id: number, fields: Partial<QuestionFields>): void => {
  list.replace(find(`[data-question="${id}"]`), question({ id, ...fields }));
};
let list: QuestionList;

beforeEach(() => {
  document.body.innerHTML = PAGE;
  const at = { page: find("main"), standing: find("#standing"), done: find("#done") };
  list = new QuestionList({ ...at, template: find<HTMLTemplateElement>("template") }, { id: 5, canVote: true });
});

test("a question changes where it stands and keeps one's own vote, until the order is asked for", () => {
  change(2, { votes: 9 });
  expect([ids("#standing"), list.isArranged]).toEqual([["1", "2"], false]);
  expect(find('[data-question="2"] button').getAttribute("aria-pressed")).toBe("true");
  expect(list.arrange()).toEqual({ standing: 2, done: 1 });
  expect([ids("#standing"), list.isArranged]).toEqual([["2", "1"], true]);
});

test("what was answered, opened again or hidden goes to its place when the order is asked for", () => {
  change(1, { state: "answered" });
  expect(list.isArranged).toBe(false);
  change(3, { state: "next" });
  change(2, { state: "hidden" });
  expect(list.arrange()).toEqual({ standing: 1, done: 1 });
  expect([ids("#standing"), ids("#done")]).toEqual([["3"], ["1"]]);
});

test("new questions wait, and one's own without a name is known as such", () => {
  list.claim(8);
  for (const id of [7, 8]) list.waiting.set(id, question({ id }));
  expect([list.isClaimed(8), list.isArranged, ids("#standing")]).toEqual([true, true, ["1", "2"]]);
  list.arrange();
  expect([ids("#standing"), list.waiting.size]).toEqual([["1", "2", "7", "8"], 0]);
  expect(document.querySelectorAll("[data-own=true]").length).toBe(1);
});
