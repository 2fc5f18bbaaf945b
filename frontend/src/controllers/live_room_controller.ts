import { Controller } from "@hotwired/stimulus";
import { showNotice } from "../live/notice";
import { DONE, type QuestionFields, type RoomChange, showNow, STANDING } from "../live/question";
import { QuestionList } from "../live/question_list";
import { liveSocket } from "../live/socket";
import { speak } from "../live/speak";
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

  private list!: QuestionList;
  private announcing: number | undefined;

  override connect(): void {
    this.list = new QuestionList(
      { page: this.element, standing: this.standingTarget, done: this.doneTarget, template: this.templateTarget },
      { id: this.userValue, canVote: this.canVoteValue },
    );
    liveSocket().follow<RoomChange>(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: (change) => this.change(change),
      stopped: (reason) => showNotice(this.noticeTarget, reason),
    });
  }

  override disconnect(): void {
    window.clearTimeout(this.announcing);
    liveSocket().leave(this.topicValue);
  }

  /** One's own question stands on the page at once. */
  sent({ detail }: CustomEvent<{ question: QuestionFields }>): void {
    this.list.claim(detail.question.id);
    this.show(detail.question);
    this.showNew();
    this.list.find(detail.question.id)?.scrollIntoView({ block: "nearest" });
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
      if (!isDone) speak(this.announcerTarget, this.failedValue);
    });
  }

  /** On another page than the first the order begins elsewhere. */
  showNew(): void {
    if (!this.firstPageValue) return window.location.assign(window.location.pathname);
    const hadFocus = this.moreTarget.contains(document.activeElement);
    const { standing, done } = this.list.arrange();
    this.doneSectionTarget.hidden = !done;
    this.emptyTarget.hidden = standing > 0;
    if (this.onlyPageValue) this.countTarget.firstElementChild?.replaceChildren(String(standing));
    this.offer();
    if (hadFocus) document.getElementById("open-title")?.focus({ preventScroll: true });
  }

  private change(change: RoomChange): void {
    if (change.room && this.hasClosedTarget) this.closedTarget.hidden = change.room.is_open;
    if (change.question) this.show(change.question);
  }

  private show(question: QuestionFields): void {
    const old = this.list.find(question.id);
    const isListed = [...STANDING, ...DONE].includes(question.state);
    if (old) this.list.replace(old, question);
    else if (isListed && (this.onlyPageValue || question.id > this.lastIdValue)) this.isNew(question);
    else this.list.waiting.delete(question.id);
    if (this.hasNowTextTarget) showNow(this.nowTextTarget, question);
    this.offer();
    this.dispatch("changed", { detail: question });
  }

  private isNew(question: QuestionFields): void {
    if (!this.list.waiting.has(question.id) && !this.list.isClaimed(question.id)) {
      this.announcing ??= window.setTimeout(() => this.announce(), SECONDS_BETWEEN_ANNOUNCEMENTS * 1000);
    }
    this.list.waiting.set(question.id, question);
  }

  private announce(): void {
    this.announcing = undefined;
    const { size } = this.list.waiting;
    if (size) speak(this.announcerTarget, counted(this.announcerTarget, size));
  }

  /** Says what a click would bring: new questions, or the order by the votes there are now. */
  private offer(): void {
    const { size } = this.list.waiting;
    this.moreTarget.hidden = !size && this.list.isArranged;
    this.moreLabelTarget.textContent = size
      ? counted(this.moreLabelTarget, size)
      : (this.moreLabelTarget.dataset.order ?? "");
  }
}
