import { Controller } from "@hotwired/stimulus";
import { articleIn, fetchArticle } from "../live/http";
import type { Change, PollFields } from "../live/protocol";

const GATHER = 300;

/**
 * Votes without leaving the page, and keeps the counts of polls as they are in the log of the space.
 *
 * @example <div data-controller="live-thread live-polls" data-action="live-thread:changed->live-polls#changed submit->live-polls#vote person:hint@document->live-polls#lookForOwn">
 */
export default class LivePollsController extends Controller<HTMLElement> {
  /** Where somebody has voted since the page was loaded, by the number of the post. */
  private readonly voted = new Set<number>();
  private timer: number | undefined;

  override disconnect(): void {
    window.clearTimeout(this.timer);
  }

  changed({ detail: { kind, post } }: CustomEvent<Change>): void {
    if (kind !== "post_polled" || !post?.poll) return;
    const poll = this.find(post.number);
    if (!poll) return;
    showCounts(poll, post.poll);
    this.voted.add(post.number);
  }

  /** What the reader has answered on another device does not travel with the counts: a hint to the reader says to ask for it. */
  lookForOwn(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.showOwn(), GATHER);
  }

  private async showOwn(): Promise<void> {
    for (const number of [...this.voted]) {
      const fresh = (await fetchArticle(`../beitrag/${number}/`))?.querySelector<HTMLElement>("[data-poll]");
      const poll = this.find(number);
      if (!fresh) continue;
      this.voted.delete(number);
      if (poll && !isInHand(poll)) poll.replaceWith(fresh);
    }
  }

  private find(number: number): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-poll="${number}"]`);
  }

  async vote(event: SubmitEvent): Promise<void> {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    const poll = form?.closest<HTMLElement>("[data-poll]");
    if (!form || !poll) return;
    event.preventDefault();
    const url = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
        credentials: "same-origin",
      });
      const answer = (await response.json()) as { html?: string; message?: string };
      const fresh = answer.html ? articleIn(answer.html)?.querySelector<HTMLElement>("[data-poll]") : null;
      if (!fresh) return say(poll, answer.message ?? "");
      poll.replaceWith(fresh);
      this.voted.delete(Number(fresh.dataset.poll));
      fresh.querySelector<HTMLElement>("button[type=submit]")?.focus({ preventScroll: true });
      say(fresh, this.element.dataset.voted ?? "");
    } catch {
      // Which button was pressed says whether the vote is given or taken back.
      form.action = url;
      form.submit();
    }
  }
}

/** The reader is about to vote here, too. */
function isInHand(poll: HTMLElement): boolean {
  const inputs = Array.from(poll.querySelectorAll<HTMLInputElement>("input"));
  return poll.contains(document.activeElement) || inputs.some((input) => input.checked !== input.defaultChecked);
}

function say(poll: HTMLElement, text: string): void {
  const said = poll.querySelector("[data-poll-said]");
  if (said) said.textContent = text;
}

function showCounts(element: HTMLElement, poll: PollFields): void {
  for (const { id, counts } of poll.options) {
    for (const [answer, count] of Object.entries(counts)) {
      const shown = element.querySelector(`[data-tally="${id}.${answer}"]`);
      if (shown) shown.textContent = String(count);
    }
    const bar = element.querySelector<HTMLMeterElement>(`[data-bar="${id}"]`);
    if (bar) Object.assign(bar, { max: Math.max(1, poll.voter_count), value: counts.yes ?? 0 });
  }
  const voters = element.querySelector("[data-voters]");
  if (voters) voters.textContent = String(poll.voter_count);
}
