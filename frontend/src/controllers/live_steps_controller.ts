import { Controller } from "@hotwired/stimulus";
import { place } from "../live/post_element";
import type { Change } from "../live/protocol";
import { moment } from "../live/words";

interface Patterns {
  steps: Record<string, string>;
  kinds: Record<string, string>;
  nobody: string;
}

/**
 * What facilitators do with a thread, on a page that is open: the line among the posts, the title, what came of it.
 *
 * @example <div data-controller="live-thread live-steps" data-action="live-thread:changed->live-steps#changed">
 */
export default class LiveStepsController extends Controller<HTMLElement> {
  static override targets = ["outcome", "outcomeText"];
  static override values = { patterns: Object };
  declare readonly outcomeTarget: HTMLElement;
  declare readonly outcomeTextTarget: HTMLElement;
  declare readonly patternsValue: Patterns;

  changed({ detail: change }: CustomEvent<Change>): void {
    const title = this.element.querySelector("h1");
    if (title && title.textContent !== change.thread.title) title.textContent = change.thread.title;
    if (change.step) this.tell(change, change.step);
    this.outcomeTarget.hidden = !change.thread.outcome_html;
    // The server has made it of Markdown and let nothing through that runs.
    this.outcomeTextTarget.innerHTML = change.thread.outcome_html;
  }

  private tell(change: Change, step: NonNullable<Change["step"]>): void {
    const list = this.element.querySelector<HTMLElement>(".thread__posts");
    if (!list || this.element.dataset.liveThreadLastPageValue !== "true") return;
    const { steps, kinds, nobody } = this.patternsValue;
    if (!steps[step.name]) return;
    const inWords = step.formers?.[document.documentElement.lang];
    const former = inWords ?? (step.name === "recast" ? (kinds[step.former] ?? step.former) : step.former);
    const line = document.createElement("p");
    line.className = "thread-step";
    line.dataset.number = String(change.number);
    const sentence = (steps[step.name] ?? "").replace("{former}", () => former);
    const time = document.createElement("time");
    time.dateTime = change.at;
    time.textContent = moment(change.at);
    line.append(
      sentence.replace("{actor}", () => step.actor?.name ?? nobody),
      " ",
      time,
    );
    place(list, line);
  }
}
