import { Controller } from "@hotwired/stimulus";
import { inOrder, type QuestionFields, type RoomChange, STANDING } from "../live/question";
import { liveSocket } from "../live/socket";

/**
 * The big screen of a room: what is on, what comes next by votes, and whether the page is still connected.
 *
 * @example <main data-controller="live-screen" data-live-screen-topic-value="room:1" data-live-screen-number-value="17">
 */
export default class LiveScreenController extends Controller<HTMLElement> {
  static override targets = ["now", "author", "list", "offline"];
  static override values = { topic: String, number: Number, changesUrl: String };
  declare readonly nowTarget: HTMLElement;
  declare readonly authorTarget: HTMLElement;
  declare readonly listTarget: HTMLElement;
  declare readonly offlineTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly numberValue: number;
  declare readonly changesUrlValue: string;

  override connect(): void {
    window.addEventListener("live:line", this.lineIs);
    liveSocket().follow<RoomChange>(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: ({ question }) => question && this.change(question),
      stopped: () => this.stopped(),
    });
  }

  override disconnect(): void {
    window.removeEventListener("live:line", this.lineIs);
    liveSocket().leave(this.topicValue);
  }

  private readonly lineIs = (event: Event): void => {
    this.offlineTarget.hidden = (event as CustomEvent<boolean>).detail;
  };

  /** Another line changes nothing: only the page loaded anew goes on. */
  private stopped(): void {
    window.removeEventListener("live:line", this.lineIs);
    this.offlineTarget.hidden = false;
  }

  private change(question: QuestionFields): void {
    this.listTarget.querySelector(`[data-question="${question.id}"]`)?.remove();
    if (STANDING.includes(question.state)) this.listTarget.append(this.line(question));
    const lines = Array.from(this.listTarget.children) as HTMLElement[];
    this.listTarget.replaceChildren(...lines.sort(inOrder));
    const current = lines.find((line) => line.dataset.state === "now");
    this.write(this.nowTarget, current?.querySelector("span")?.textContent ?? this.nowTarget.dataset.none ?? "");
    this.write(this.authorTarget, current?.dataset.author ?? "");
  }

  private line(question: QuestionFields): HTMLElement {
    const line = document.createElement("li");
    const { author } = question;
    Object.assign(line.dataset, { question: question.id, state: question.state, votes: question.votes });
    line.dataset.author = author ? [author.name, author.municipality].filter(Boolean).join(", ") : "";
    const votes = document.createElement("b");
    votes.className = "screen__votes";
    votes.textContent = String(question.votes);
    const text = document.createElement("span");
    text.textContent = question.text;
    line.append(votes, " ", text);
    return line;
  }

  /** What has not changed is not announced again. */
  private write(element: HTMLElement, text: string): void {
    if (element.textContent !== text) element.textContent = text;
  }
}
