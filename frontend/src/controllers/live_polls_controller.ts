import { Controller } from "@hotwired/stimulus";
import { articleIn } from "../live/http";
import type { Change, PollFields } from "../live/protocol";

/**
 * Votes without leaving the page, and keeps the counts of polls as they are in the log of the space.
 *
 * @example <div data-controller="live-thread live-polls" data-action="live-thread:changed->live-polls#changed submit->live-polls#vote">
 */
export default class LivePollsController extends Controller<HTMLElement> {
  changed({ detail: { kind, post } }: CustomEvent<Change>): void {
    if (kind !== "post_polled" || !post?.poll) return;
    const poll = this.element.querySelector<HTMLElement>(`[data-poll="${post.number}"]`);
    if (poll) showCounts(poll, post.poll);
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
      fresh.querySelector<HTMLElement>("button[type=submit]")?.focus({ preventScroll: true });
      say(fresh, this.element.dataset.voted ?? "");
    } catch {
      // Which button was pressed says whether the vote is given or taken back.
      form.action = url;
      form.submit();
    }
  }
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
