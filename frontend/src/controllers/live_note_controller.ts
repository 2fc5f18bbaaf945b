import { Controller } from "@hotwired/stimulus";
import type { RoomChange } from "../live/question";
import { liveSocket, type Stop } from "../live/socket";

interface Answer {
  body: string;
  version: number;
  writer: string;
  message?: string;
}

const SAVE_AFTER = 1200;
const RETRY_AFTER = 4000;

/**
 * One text that everybody in the room writes in: saved as one types, and taken over from others while one does not.
 *
 * @example <div data-controller="live-note"><form data-live-note-target="form" data-action="input->live-note#typed">…
 */
export default class LiveNoteController extends Controller<HTMLElement> {
  static override targets = ["form", "other", "otherText", "problem", "state", "notice"];
  static override values = { topic: String, number: Number, changesUrl: String };
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

  private timer: number | undefined;
  private isSending = false;

  override connect(): void {
    window.addEventListener("online", this.typed);
    liveSocket().follow<RoomChange>(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: ({ room }) => {
        if (this.hasFormTarget && room && room.results_version > Number(this.field("version").value)) void this.fetch();
      },
      stopped: (reason) => this.stopped(reason),
    });
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    window.removeEventListener("online", this.typed);
    liveSocket().leave(this.topicValue);
  }

  readonly typed = (): void => {
    window.clearTimeout(this.timer);
    if (!this.hasFormTarget) return;
    // With both texts on the page it is for the person to say that theirs is the one.
    if (this.otherTarget.hidden && this.isChanged) this.timer = window.setTimeout(() => void this.send(), SAVE_AFTER);
  };

  save(event: Event): void {
    event.preventDefault();
    window.clearTimeout(this.timer);
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.isSending) return this.typed();
    this.isSending = true;
    const sent = this.text.value;
    try {
      const response = await fetch(this.formTarget.action, { ...this.request, body: new FormData(this.formTarget) });
      if (response.status >= 500) throw new Error(String(response.status));
      this.answered(response.status, (await response.json()) as Answer, sent);
    } catch {
      this.state("local");
      this.timer = window.setTimeout(() => void this.send(), RETRY_AFTER);
    } finally {
      this.isSending = false;
    }
  }

  private answered(status: number, answer: Answer, sent: string): void {
    this.say(status === 200 ? "" : (answer.message ?? ""));
    if (status === 409 && answer.version) {
      this.otherTextTarget.textContent = answer.body;
      this.otherTarget.hidden = false;
      this.begin(answer, this.text.value);
    } else if (status === 200) {
      this.otherTarget.hidden = true;
      if (this.text.value === sent) {
        this.begin(answer, answer.body);
        this.state("saved");
      } else if (answer.body === sent) {
        this.begin(answer, this.text.value);
        this.typed();
      } else {
        // Typed on while it was put together with another's: the next saving begins from what was sent.
        this.field("base").value = sent;
        this.typed();
      }
    }
  }

  /** What others wrote; what stands here unsaved goes to the server first, and comes back with theirs. */
  private async fetch(): Promise<void> {
    if (this.isSending || this.isChanged) return this.typed();
    const response = await fetch(this.formTarget.action, { ...this.request, method: "GET" }).catch(() => undefined);
    if (!response?.ok) return;
    const answer = (await response.json()) as Answer;
    if (this.isChanged || answer.version <= Number(this.field("version").value)) return;
    this.begin(answer, answer.body);
    this.state("other", answer.writer);
  }

  private begin(answer: Answer, text: string): void {
    this.field("version").value = String(answer.version);
    this.field("base").value = answer.body;
    if (this.text.value === text) return;
    // The caret stays in its line, whatever came above it.
    const caret = this.text.selectionStart;
    const isAbove = !text.startsWith(this.text.value.slice(0, caret));
    const place = isAbove ? Math.max(0, caret + text.length - this.text.value.length) : caret;
    this.text.value = text;
    if (document.activeElement === this.text) this.text.setSelectionRange(place, place);
  }

  private get isChanged(): boolean {
    return this.text.value !== this.field("base").value;
  }

  private get request(): RequestInit {
    return { method: "POST", headers: { Accept: "application/json" }, credentials: "same-origin" };
  }

  private get text(): HTMLTextAreaElement {
    return this.formTarget.elements.namedItem("body") as HTMLTextAreaElement;
  }

  private field(name: string): HTMLInputElement {
    return this.formTarget.elements.namedItem(name) as HTMLInputElement;
  }

  private state(name: "saved" | "local" | "other", who = ""): void {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const text = this.stateTarget.dataset[name] ?? "";
    this.stateTarget.textContent = text.replace("{time}", time).replace("{name}", () => who);
  }

  private say(text: string): void {
    this.problemTarget.textContent = text;
    this.problemTarget.hidden = !text;
  }

  private stopped(reason: Stop): void {
    this.noticeTarget.textContent = this.noticeTarget.dataset[reason === "signed-out" ? "signedOut" : reason] ?? "";
    this.noticeTarget.hidden = false;
  }
}
