import { Controller } from "@hotwired/stimulus";
import type { QuestionFields } from "../live/question";

const SHORTCUTS: Record<string, string> = { 1: "now", 2: "next", 3: "answered", 4: "later", 0: "waiting" };

/**
 * Sends a moderator's steps without leaving the page, and takes them from the keyboard: digits on a question that has
 * the focus, arrow keys from one to the next.
 *
 * @example <div data-controller="live-room live-moderation" data-action="submit->live-moderation#send keydown->live-moderation#key">
 */
export default class LiveModerationController extends Controller<HTMLElement> {
  static override targets = ["problem", "seen"];
  static override values = { failed: String };
  declare readonly problemTarget: HTMLElement;
  declare readonly seenTarget: HTMLInputElement;
  declare readonly failedValue: string;

  send(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || "plain" in form.dataset) return;
    event.preventDefault();
    void this.post(form, event.submitter);
  }

  /** Which question is on, as the button that goes on to the next one sees it. */
  changed({ detail: question }: CustomEvent<QuestionFields>): void {
    const id = String(question.id);
    if (question.state === "now") this.seenTarget.value = id;
    else if (this.seenTarget.value === id) this.seenTarget.value = "";
  }

  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof Element)) return;
    const item = event.target.closest<HTMLElement>("[data-question]");
    if (!item) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = Array.from(this.element.querySelectorAll<HTMLElement>("[data-question]"));
      const next = items[items.indexOf(item) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) next.focus();
      event.preventDefault();
    } else if (event.target === item && event.key in SHORTCUTS) {
      item.querySelector<HTMLButtonElement>(`button[value="${SHORTCUTS[event.key] ?? ""}"]`)?.click();
      event.preventDefault();
    }
  }

  private async post(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    this.say("");
    form.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form, submitter),
        credentials: "same-origin",
      });
      const answer = (await response.json()) as { question?: QuestionFields; message?: string };
      if (answer.question) this.dispatch("stepped", { detail: answer.question });
      if (!response.ok) this.say(answer.message ?? this.failedValue);
    } catch {
      this.say(this.failedValue);
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  private say(text: string): void {
    this.problemTarget.textContent = text;
    this.problemTarget.hidden = !text;
  }
}
