import { Controller } from "@hotwired/stimulus";
import type { PostFields } from "../live/protocol";

interface Waiting {
  body: string;
  clientId: string;
}

/** As crypto.randomUUID(), which browsers only have where the page came over HTTPS. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;

/**
 * Sends an answer without leaving the page. The text stays in the field until the server has it; without a line it
 * waits, also over a reload, and is sent once: the server knows it by its `client_id`.
 *
 * @example <form data-controller="live-reply" data-action="submit->live-reply#send:capture">…</form>
 */
export default class LiveReplyController extends Controller<HTMLFormElement> {
  static override targets = ["error", "waiting"];
  static override values = { signIn: String };

  declare readonly errorTarget: HTMLElement;
  declare readonly waitingTarget: HTMLElement;
  declare readonly signInValue: string;

  private isSending = false;
  private isAskedAgain = false;
  private retry: number | undefined;
  private delay = FIRST_DELAY;

  override connect(): void {
    window.addEventListener("online", this.tryAgain);
    const kept = this.kept();
    if (kept) {
      this.body.value = kept.body;
      this.clientId.value = kept.clientId;
      this.wait();
    }
  }

  override disconnect(): void {
    window.removeEventListener("online", this.tryAgain);
    window.clearTimeout(this.retry);
  }

  /** A button with a name asks the server for something else than to send, and is answered with a page. */
  send(event: Event): void {
    if (event instanceof SubmitEvent && event.submitter?.getAttribute("name")) return;
    event.preventDefault();
    // The autosave stops at a submit, because the page is left then; here it is not.
    event.stopImmediatePropagation();
    void this.post();
  }

  sendByKey(event: Event): void {
    event.preventDefault();
    this.element.requestSubmit();
  }

  /** Rather change the waiting text than send it. */
  cancel(): void {
    window.clearTimeout(this.retry);
    this.forget();
    this.body.focus();
  }

  private async post(): Promise<void> {
    if (this.isSending) {
      this.isAskedAgain = true;
      return;
    }
    this.isSending = true;
    const sent = this.body.value;
    let isAccepted = false;
    this.say("");
    this.element.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.element.action.replace(/#.*$/, ""), {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(this.element),
        credentials: "same-origin",
      });
      if (response.status >= 500) throw new Error(String(response.status));
      await this.answered(response, sent);
      isAccepted = response.status === 201;
    } catch {
      // The first text may have arrived without our hearing of it: rather both than the second lost.
      if (this.body.value !== sent) this.clientId.value = newId();
      this.wait();
    } finally {
      this.isSending = false;
      this.element.removeAttribute("aria-busy");
    }
    const isAskedAgain = this.isAskedAgain;
    this.isAskedAgain = false;
    if (isAccepted && isAskedAgain && this.body.value.trim()) await this.post();
  }

  private async answered(response: Response, sent: string): Promise<void> {
    this.forget();
    this.delay = FIRST_DELAY;
    const answer = response.headers.get("content-type")?.includes("json")
      ? ((await response.json()) as { number: number; post: PostFields; html: string; message?: string })
      : undefined;
    if (response.status === 201 && answer) {
      // What was typed while the line was slow is the next answer and stays.
      if (this.body.value === sent) this.body.value = "";
      this.clientId.value = newId();
      this.body.dispatchEvent(new Event("input", { bubbles: true }));
      if (!this.body.value) this.element.dispatchEvent(new CustomEvent("autosave:discard"));
      this.dispatch("sent", { detail: answer });
    } else if (response.status === 401) {
      this.say(this.errorTarget.dataset.signedOut ?? "", this.signInValue);
    } else {
      this.say(answer?.message ?? this.errorTarget.dataset.unreachable ?? "");
      if (answer) this.dispatch("refused", { detail: answer });
    }
  }

  /** The text is kept in this browser and sent as soon as there is a line. */
  private wait(): void {
    const waiting: Waiting = { body: this.body.value, clientId: this.clientId.value };
    try {
      localStorage.setItem(this.key, JSON.stringify(waiting));
    } catch {
      // Full or forbidden storage: the text still stands in the field.
    }
    this.body.readOnly = true;
    this.waitingTarget.hidden = false;
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(this.tryAgain, this.delay * (0.75 + Math.random() / 2));
    this.delay = Math.min(LONGEST_DELAY, this.delay * 2);
  }

  private readonly tryAgain = (): void => {
    if (!this.waitingTarget.hidden) void this.post();
  };

  private kept(): Waiting | undefined {
    try {
      const kept = localStorage.getItem(this.key);
      return kept ? (JSON.parse(kept) as Waiting) : undefined;
    } catch {
      return undefined;
    }
  }

  private forget(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept then.
    }
    this.body.readOnly = false;
    this.waitingTarget.hidden = true;
  }

  private say(text: string, signInUrl = ""): void {
    this.errorTarget.textContent = text;
    this.errorTarget.hidden = !text;
    if (!signInUrl) return;
    const link = document.createElement("a");
    link.href = signInUrl;
    link.textContent = this.errorTarget.dataset.signIn ?? "";
    this.errorTarget.append(" ", link);
  }

  private get key(): string {
    return `waiting:${new URL(this.element.action).pathname}`;
  }

  private get body(): HTMLTextAreaElement {
    return this.field("body") as HTMLTextAreaElement;
  }

  private get clientId(): HTMLInputElement {
    return this.field("client_id") as HTMLInputElement;
  }

  private field(name: string): Element | null {
    return this.element.querySelector(`[name="${name}"]`);
  }
}
