import { Controller } from "@hotwired/stimulus";
import { showNotice } from "../live/notice";
import type { RoomChange } from "../live/question";
import { SharedText, type StoredText } from "../live/shared_text";
import { liveSocket } from "../live/socket";
import { sayState } from "../live/words";

interface Answer extends StoredText {
  writer: string;
  message?: string;
}

const SAVE_AFTER = 1200;
const RETRY_AFTER = 4000;
const REQUEST: RequestInit = { headers: { Accept: "application/json" }, credentials: "same-origin" };

/**
 * One text that everybody in the room writes in: saved as one types, and taken over from others while one does not.
 *
 * @example
 * <div data-controller="live-note"><form data-live-note-target="form" data-action="input->live-note#typed
 *   online@window->live-note#typed pagehide@window->live-note#leaving beforeunload@window->live-note#asking">…
 */
export default class LiveNoteController extends Controller<HTMLElement> {
  static override targets = ["form", "other", "otherText", "problem", "state", "notice"];
  static override values = { topic: String, number: Number, changesUrl: String, key: String };
  declare readonly formTarget: HTMLFormElement;
  declare readonly hasFormTarget: boolean;
  declare readonly otherTarget: HTMLElement;
  declare readonly otherTextTarget: HTMLElement;
  declare readonly problemTarget: HTMLElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly noticeTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly numberValue: number;
  declare readonly changesUrlValue: string;
  declare readonly keyValue: string;

  private text!: SharedText;
  private timer: number | undefined;
  private sent: string | undefined;
  private hasFailed = false;

  override connect(): void {
    if (this.hasFormTarget) {
      this.text = new SharedText(this.formTarget, this.keyValue);
      if (this.otherTarget.hidden && this.text.resume()) this.typed();
    }
    liveSocket().follow<RoomChange>(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: ({ room }) => {
        if (this.hasFormTarget && room && room.results_version > this.text.version) void this.fetch();
      },
      stopped: (reason) => showNotice(this.noticeTarget, reason),
    });
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    liveSocket().leave(this.topicValue);
  }

  typed(): void {
    this.text.keep();
    window.clearTimeout(this.timer);
    // With both texts on the page it is for the person to say that theirs is the one.
    if (this.isToBeSaved) this.timer = window.setTimeout(() => void this.send(), SAVE_AFTER);
  }

  save(event: Event): void {
    event.preventDefault();
    window.clearTimeout(this.timer);
    void this.send();
  }

  /** What was typed last is not waited for: it goes while the page does. */
  leaving(): void {
    if (this.sent !== undefined) this.text.goOnFrom(this.sent);
    if (!this.isToBeSaved) return;
    void fetch(this.formTarget.action, { ...this.saving, keepalive: true }).catch(() => undefined);
  }

  /** Where the server did not take it, that would be of no use. */
  asking(event: BeforeUnloadEvent): void {
    if (this.hasFailed && this.text.isChanged) event.preventDefault();
  }

  private async send(): Promise<void> {
    if (this.sent !== undefined) return this.typed();
    this.sent = this.text.value;
    try {
      const response = await fetch(this.formTarget.action, this.saving);
      if (response.status >= 500) throw new Error(String(response.status));
      const answer = (await response.json()) as Answer;
      this.hasFailed = response.status !== 200;
      this.answered(response.status, answer, this.sent);
    } catch {
      this.hasFailed = true;
      sayState(this.stateTarget, "local");
      this.timer = window.setTimeout(() => void this.send(), RETRY_AFTER);
    } finally {
      this.sent = undefined;
    }
  }

  private answered(status: number, answer: Answer, sent: string): void {
    this.say(status === 200 ? "" : (answer.message ?? ""));
    if (status === 409 && answer.version) {
      this.otherTextTarget.textContent = answer.body;
      this.otherTarget.hidden = false;
      this.text.begin(answer, this.text.value);
    } else if (status === 200) {
      this.otherTarget.hidden = true;
      if (this.text.value === sent) {
        this.text.begin(answer);
        sayState(this.stateTarget, "saved");
      } else if (answer.body === sent) {
        this.text.begin(answer, this.text.value);
        this.typed();
      } else {
        // Typed on while it was put together with another's: the next saving begins from what was sent.
        this.text.goOnFrom(sent);
        this.typed();
      }
    }
  }

  /** What others wrote; what stands here unsaved goes to the server first, and comes back with theirs. */
  private async fetch(): Promise<void> {
    if (this.sent !== undefined || this.text.isChanged) return this.typed();
    const response = await fetch(this.formTarget.action, REQUEST).catch(() => undefined);
    if (!response?.ok) return;
    const answer = (await response.json()) as Answer;
    if (this.text.isChanged || answer.version <= this.text.version) return;
    this.text.begin(answer);
    sayState(this.stateTarget, "other", answer.writer);
  }

  private get isToBeSaved(): boolean {
    return this.otherTarget.hidden && this.text.isChanged;
  }

  private get saving(): RequestInit {
    return { ...REQUEST, method: "POST", body: new FormData(this.formTarget) };
  }

  private say(text: string): void {
    this.problemTarget.textContent = text;
    this.problemTarget.hidden = !text;
  }
}
