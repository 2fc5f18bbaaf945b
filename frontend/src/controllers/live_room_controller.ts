import { Controller } from "@hotwired/stimulus";
import {
  DONE,
  inOrder,
  type QuestionFields,
  questionElement,
  replaceQuestion,
  type RoomChange,
  STANDING,
} from "../live/question";
import { liveSocket, type Stop } from "../live/socket";
import { counted } from "../live/words";
import { castVote } from "../live/vote";

const SECONDS_BETWEEN_ANNOUNCEMENTS = 4;

/**
 * The questions of a live room. Counts and states change where a question stands; new ones and another order wait for
 * a click, so that nothing moves while somebody reads.
 *
 * @example <div data-controller="live-room" data-live-room-topic-value="room:1" data-live-room-number-value="17">
 */
export default class LiveRoomController extends Controller<HTMLElement> {
  static override targets = [
    ...["template", "standing", "done", "doneSection", "more", "moreLabel", "count", "empty"],
    ...["nowText", "closed", "announcer", "notice"],
  ];
  static override values = {
    topic: String,
    number: Number,
    user: Number,
    canVote: Boolean,
    firstPage: Boolean,
    lastId: Number,
    onlyPage: Boolean,
    changesUrl: String,
    failed: String,
  };

  declare readonly templateTarget: HTMLTemplateElement;
  declare readonly standingTarget: HTMLElement;
  declare readonly doneTarget: HTMLElement;
  declare readonly doneSectionTarget: HTMLElement;
  declare readonly moreTarget: HTMLElement;
  declare readonly moreLabelTarget: HTMLElement;
  declare readonly countTarget: HTMLElement;
  declare readonly emptyTarget: HTMLElement;
  declare readonly nowTextTarget: HTMLElement;
  declare readonly hasNowTextTarget: boolean;
  declare readonly closedTarget: HTMLElement;
  declare readonly hasClosedTarget: boolean;
  declare readonly announcerTarget: HTMLElement;
  declare readonly noticeTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly numberValue: number;
  declare readonly userValue: number;
  declare readonly canVoteValue: boolean;
  declare readonly firstPageValue: boolean;
  declare readonly lastIdValue: number;
  declare readonly onlyPageValue: boolean;
  declare readonly changesUrlValue: string;
  declare readonly failedValue: string;

  /** Questions that are not on the page yet. */
  private readonly waiting = new Map<number, QuestionFields>();
  private readonly own = new Set<number>();
  private announcing: number | undefined;

  override connect(): void {
    liveSocket().follow<RoomChange>(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: (change) => this.change(change),
      stopped: (reason) => this.stopped(reason),
    });
  }

  override disconnect(): void {
    window.clearTimeout(this.announcing);
    liveSocket().leave(this.topicValue);
  }

  /** One's own question stands on the page at once. */
  sent({ detail }: CustomEvent<{ question: QuestionFields }>): void {
    this.own.add(detail.question.id);
    this.show(detail.question);
    this.showNew();
    this.find(detail.question.id)?.scrollIntoView({ block: "nearest" });
  }

  /** What the server answered to a step, where the socket has not told it yet. */
  stepped({ detail }: CustomEvent<QuestionFields>): void {
    this.show(detail);
  }

  vote(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-vote]") : null;
    const item = button?.closest<HTMLElement>("[data-question]");
    if (!button || !item) return;
    event.preventDefault();
    void castVote(item, button, (question) => this.show(question)).then((isDone) => {
      if (!isDone) this.announcerTarget.textContent = this.failedValue;
    });
  }

  /** On another page than the first the order begins elsewhere. */
  showNew(): void {
    if (!this.firstPageValue) return window.location.assign(window.location.pathname);
    const hadFocus = this.moreTarget.contains(document.activeElement);
    for (const question of this.waiting.values()) this.standingTarget.append(this.made(question));
    this.waiting.clear();
    const items = [...this.standingTarget.children, ...this.doneTarget.children] as HTMLElement[];
    const standing = items.filter((item) => STANDING.includes(item.dataset.state ?? ""));
    this.standingTarget.replaceChildren(...standing.sort(inOrder));
    const done = items.filter((item) => DONE.includes(item.dataset.state ?? ""));
    this.doneTarget.replaceChildren(...done);
    this.doneSectionTarget.hidden = !done.length;
    this.emptyTarget.hidden = standing.length > 0;
    if (this.onlyPageValue) this.countTarget.firstElementChild?.replaceChildren(String(standing.length));
    this.offer();
    if (hadFocus) document.getElementById("open-title")?.focus({ preventScroll: true });
  }

  private change(change: RoomChange): void {
    if (change.room && this.hasClosedTarget) this.closedTarget.hidden = change.room.is_open;
    if (change.question) this.show(change.question);
  }

  private show(question: QuestionFields): void {
    const old = this.find(question.id);
    const isListed = [...STANDING, ...DONE].includes(question.state);
    if (old) replaceQuestion(old, this.made(question, old));
    else if (isListed && (this.onlyPageValue || question.id > this.lastIdValue)) this.isNew(question);
    else this.waiting.delete(question.id);
    if (this.hasNowTextTarget) this.showNow(question);
    this.offer();
    this.dispatch("changed", { detail: question });
  }

  private isNew(question: QuestionFields): void {
    if (!this.waiting.has(question.id) && !this.own.has(question.id)) {
      this.announcing ??= window.setTimeout(() => this.announce(), SECONDS_BETWEEN_ANNOUNCEMENTS * 1000);
    }
    this.waiting.set(question.id, question);
  }

  private announce(): void {
    this.announcing = undefined;
    if (this.waiting.size) this.announcerTarget.textContent = counted(this.announcerTarget, this.waiting.size);
  }

  private showNow(question: QuestionFields): void {
    const shown = this.nowTextTarget;
    if (question.state === "now") {
      shown.textContent = question.text;
      shown.dataset.now = String(question.id);
    } else if (shown.dataset.now === String(question.id)) {
      shown.textContent = shown.dataset.none ?? "";
      shown.dataset.now = "";
    }
  }

  /** Says what a click would bring: new questions, or the order by the votes there are now. */
  private offer(): void {
    const standing = Array.from(this.standingTarget.children) as HTMLElement[];
    const sorted = [...standing].sort(inOrder);
    const isSorted = standing.every((item, place) => item === sorted[place]);
    const isElsewhere = standing.some((item) => !STANDING.includes(item.dataset.state ?? ""));
    const isBack = Array.from(this.doneTarget.children).some(
      (item) => !DONE.includes((item as HTMLElement).dataset.state ?? ""),
    );
    this.moreTarget.hidden = !this.waiting.size && isSorted && !isElsewhere && !isBack;
    this.moreLabelTarget.textContent = this.waiting.size
      ? counted(this.moreLabelTarget, this.waiting.size)
      : (this.moreLabelTarget.dataset.order ?? "");
  }

  private made(question: QuestionFields, old?: HTMLElement): HTMLElement {
    const isOwn = old?.dataset.own === "true" || this.own.has(question.id) || question.author?.id === this.userValue;
    const isVoted = old?.dataset.voted === "true";
    return questionElement(this.templateTarget, question, { isOwn, isVoted, canVote: this.canVoteValue });
  }

  private find(id: number): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-question="${id}"]`);
  }

  private stopped(reason: Stop): void {
    this.noticeTarget.textContent = this.noticeTarget.dataset[reason === "signed-out" ? "signedOut" : reason] ?? "";
    this.noticeTarget.hidden = false;
  }
}
