import { beforeEach, expect, test } from "vitest";
import { inOrder, type QuestionFields, questionElement, replaceQuestion, showNow } from "./question";

const BLANK = `<li class="question" tabindex="-1"><p data-slot="votes"><button data-vote formaction="/live/abc/frage/0/stimme/"
value="yes"><b data-slot="count"></b></button><span class="question__vote--still" hidden><b data-slot="count"></b></span></p>
<p data-slot="text"></p><b data-slot="state"></b><span data-slot="author"></span><time data-slot="time"></time>
<span data-slot="edited" hidden></span><p data-slot="answer" hidden><span data-slot="answerText"></span></p>
<p data-slot="own"><a href="/live/abc/frage/0/">Ändern</a></p><p data-slot="report"><a href="/live/abc/frage/0/melden/">Melden</a></p></li>`;

const question = (fields: Partial<QuestionFields> = {}): QuestionFields => ({
  id: 7,
  text: "Wer zahlt?",
  state: "waiting",
  version: 1,
  votes: 3,
  author: { id: 5, name: "Ada Muster", municipality: "Krefeld" },
  is_anonymous: false,
  answer: "",
  thread: null,
  created_at: "2018-06-14T10:42:00+02:00",
  edited_at: null,
  ...fields,
});
const reader = { isOwn: false, isVoted: false, canVote: true };
let template: HTMLTemplateElement;

beforeEach(() => {
  template = document.createElement("template");
  template.innerHTML = BLANK;
  Object.assign(template.dataset, { waiting: "offen", answered: "beantwortet", withoutName: "ohne Namen", own: "Sie" });
});

test("question of another has its text, its author and a vote", () => {
  const item = questionElement(template, question(), { ...reader, isVoted: true });
  const vote = item.querySelector("button");
  expect([item.id, item.dataset.votes, item.querySelector("[data-slot=author]")?.textContent]).toEqual([
    "frage-7",
    "3",
    "Ada Muster, Krefeld",
  ]);
  expect([vote?.getAttribute("formaction"), vote?.getAttribute("aria-pressed"), vote?.value]).toEqual([
    "/live/abc/frage/7/stimme/",
    "true",
    "no",
  ]);
  expect(item.querySelector("[data-slot=own], .question__vote--still")).toBeNull();
});

test("own question without a name says so to its author, and takes no vote of theirs", () => {
  const item = questionElement(template, question({ author: null, is_anonymous: true }), { ...reader, isOwn: true });
  expect(item.querySelector("[data-slot=author]")?.textContent).toBe("Sie");
  expect(item.querySelector("button")).toBeNull();
  expect(item.querySelector("a")?.getAttribute("href")).toBe("/live/abc/frage/7/");
});

test("answered question shows its answer as text, and votes that no longer change", () => {
  const item = questionElement(template, question({ state: "answered", answer: "<b>Das Land</b>" }), reader);
  const answer = item.querySelector<HTMLElement>("[data-slot=answer]");
  expect([answer?.hidden, answer?.textContent, item.querySelector("b b")]).toEqual([false, "<b>Das Land</b>", null]);
  expect(item.querySelector<HTMLElement>(".question__vote--still")?.hidden).toBe(false);
});

test("what is on stands first, then what is next, then by votes, then by time", () => {
  const made = [
    question({ id: 1, votes: 9 }),
    question({ id: 3, votes: 2 }),
    question({ id: 2, votes: 2 }),
    question({ id: 4, state: "next", votes: 0 }),
    question({ id: 5, state: "now", votes: 0 }),
  ].map((fields) => questionElement(template, fields, reader));
  expect(made.sort(inOrder).map((item) => item.dataset.question)).toEqual(["5", "4", "1", "2", "3"]);
});

test("replacing a question keeps the focus on its vote", () => {
  const list = document.createElement("ol");
  document.body.replaceChildren(list);
  const old = questionElement(template, question(), reader);
  list.append(old);
  old.querySelector("button")?.focus();
  replaceQuestion(old, questionElement(template, question({ votes: 4 }), reader));
  expect(document.activeElement).toBe(list.querySelector("button"));
  expect(list.children.length).toBe(1);
});

test("what is on stands above until it is on no more, whatever becomes of others", () => {
  document.body.innerHTML = '<b data-now="" data-none="keine Frage">keine Frage</b>';
  const shown = document.querySelector("b") as HTMLElement;
  const steps: [number, string][] = [
    [7, "now"],
    [8, "answered"],
    [7, "answered"],
  ];
  const texts = steps.map(([id, state]) => {
    showNow(shown, question({ id, state }));
    return shown.textContent;
  });
  expect(texts).toEqual(["Wer zahlt?", "Wer zahlt?", "keine Frage"]);
});

test("questions of others that everybody reads can be reported", () => {
  const link = (state: string, isOwn: boolean): string | null | undefined =>
    questionElement(template, question({ state }), { ...reader, isOwn })
      .querySelector("[data-slot=report] a")
      ?.getAttribute("href");
  expect([link("waiting", false), link("answered", false), link("waiting", true), link("hidden", false)]).toEqual([
    "/live/abc/frage/7/melden/",
    "/live/abc/frage/7/melden/",
    undefined,
    undefined,
  ]);
});
