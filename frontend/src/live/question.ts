import type { Person } from "./protocol";
import { moment } from "./words";

/** A question of a live room as it travels; docs/realtime.md describes it. */
export interface QuestionFields {
  id: number;
  text: string;
  state: string;
  version: number;
  votes: number;
  author: Person | null;
  is_anonymous: boolean;
  answer: string;
  thread: number | null;
  created_at: string;
  edited_at: string | null;
}

export interface RoomChange {
  number: number;
  kind: "question_changed" | "room_changed";
  room?: { title: string; is_open: boolean; results_version: number };
  question?: QuestionFields;
}

/** What one person has to do with a question; the same for everyone is only what travels. */
export interface Own {
  isOwn: boolean;
  isVoted: boolean;
  canVote: boolean;
}

export const STANDING = ["now", "next", "waiting"];
export const DONE = ["answered", "later"];
const TAKE_VOTES = [...STANDING, "later"];

/** What is on, what comes next, then by votes, then by time: as the server sorts them. */
export function inOrder(one: HTMLElement, other: HTMLElement): number {
  const rank = (element: HTMLElement): number => STANDING.indexOf(element.dataset.state ?? "");
  const votes = (element: HTMLElement): number => Number(element.dataset.votes);
  const id = (element: HTMLElement): number => Number(element.dataset.question);
  return rank(one) - rank(other) || votes(other) - votes(one) || id(one) - id(other);
}

/** Made from the page's blank; only what applies to this question and this person stays in it. */
export function questionElement(template: HTMLTemplateElement, question: QuestionFields, own: Own): HTMLElement {
  const item = (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>("li");
  if (!item) throw new Error("the page has no blank for questions");
  const slot = (name: string): HTMLElement | null => item.querySelector<HTMLElement>(`[data-slot="${name}"]`);
  const write = (name: string, text: string): void => {
    const element = slot(name);
    if (element) element.textContent = text;
  };
  item.id = `frage-${question.id}`;
  item.className = `question question--${question.state}`;
  Object.assign(item.dataset, { question: question.id, state: question.state, votes: question.votes });
  item.dataset.own = String(own.isOwn);
  item.dataset.voted = String(own.isVoted);
  for (const element of item.querySelectorAll("[href], [formaction], [action]")) {
    for (const name of ["href", "formaction", "action"]) {
      const address = element.getAttribute(name);
      if (address) element.setAttribute(name, address.replace("/frage/0/", `/frage/${question.id}/`));
    }
  }
  write("text", question.text);
  write("state", template.dataset[question.state] ?? question.state);
  write("author", authorOf(template, question, own.isOwn));
  write("time", moment(question.created_at));
  slot("time")?.setAttribute("datetime", question.created_at);
  write("answerText", question.answer);
  for (const [name, text] of [
    ["edited", question.edited_at],
    ["answer", question.answer],
  ] as const) {
    const element = slot(name);
    if (element) element.hidden = !text;
  }
  const thread = slot("thread");
  const link = thread?.querySelector("a");
  if (thread) thread.hidden = !question.thread;
  if (link) link.href = link.getAttribute("href")?.replace(/\/0\/$/, `/${question.thread ?? 0}/`) ?? "";
  if (!own.isOwn || question.state !== "waiting") slot("own")?.remove();
  if (own.isOwn || ![...STANDING, ...DONE].includes(question.state)) slot("report")?.remove();
  slot("version")?.setAttribute("value", String(question.version));
  showVotes(item, question, own);
  return item;
}

function authorOf(template: HTMLTemplateElement, question: QuestionFields, isOwn: boolean): string {
  if (question.is_anonymous) return (isOwn ? template.dataset.own : template.dataset.withoutName) ?? "";
  if (!question.author) return template.dataset.former ?? "";
  return [question.author.name, question.author.municipality].filter(Boolean).join(", ");
}

function showVotes(item: HTMLElement, question: QuestionFields, own: Own): void {
  const button = item.querySelector<HTMLButtonElement>("[data-vote]");
  const still = item.querySelector<HTMLElement>(".question__vote--still");
  const canVote = own.canVote && !own.isOwn && TAKE_VOTES.includes(question.state);
  if (button && canVote) {
    button.setAttribute("aria-pressed", String(own.isVoted));
    button.value = own.isVoted ? "no" : "yes";
    still?.remove();
  } else {
    button?.remove();
    if (still) still.hidden = false;
  }
  for (const count of item.querySelectorAll('[data-slot="count"]')) count.textContent = String(question.votes);
}

/** Puts the new one where the old one stands, without taking the focus away. */
export function replaceQuestion(old: HTMLElement, item: HTMLElement): void {
  const focused = document.activeElement;
  const hadFocus = focused !== null && old.contains(focused);
  const value = focused instanceof HTMLButtonElement && focused.name === "state" ? focused.value : "";
  old.replaceWith(item);
  if (!hadFocus) return;
  const again = item.querySelector<HTMLElement>(value ? `button[value="${value}"]` : "[data-vote]");
  (focused === old ? item : (again ?? item)).focus({ preventScroll: true });
}

/** Which question is on, or that none is. */
export function showNow(shown: HTMLElement, question: QuestionFields): void {
  if (question.state === "now") {
    shown.textContent = question.text;
    shown.dataset.now = String(question.id);
  } else if (shown.dataset.now === String(question.id)) {
    shown.textContent = shown.dataset.none ?? "";
    shown.dataset.now = "";
  }
}
