import { Controller } from "@hotwired/stimulus";
import { type Copy, DraftCopy, isSame } from "../draft_copy";
import { type FormData_, fill, read } from "../form_data";

interface Answer {
  version?: number;
  saved_at?: string;
  message?: string;
  data?: FormData_;
}

/**
 * Saves a form on the server while somebody types, and keeps a copy in this browser until the server has it.
 * The texts of the state come from the page, in the reader's language: see components/save_state.
 *
 * @example
 * <form data-controller="autosave" data-autosave-url-value="/api/drafts/experience/new/" data-autosave-version-value="3">
 *   <p data-autosave-target="state" data-saved="Gespeichert um {time}" data-local="…" data-restored="…" role="status"></p>
 * </form>
 */
export default class AutosaveController extends Controller<HTMLFormElement> {
  static override targets = ["state"];
  static override values = {
    url: String,
    version: { type: Number, default: 0 },
    delay: { type: Number, default: 1200 },
  };

  declare readonly stateTarget: HTMLElement;
  declare readonly hasStateTarget: boolean;
  declare readonly urlValue: string;
  declare versionValue: number;
  declare readonly delayValue: number;

  private timer: number | undefined;
  private isSending = false;
  private isStale = false;
  private isDiscarded = false;
  private isSubmitted = false;
  private hasFailed = false;
  private lastCopy: Copy | undefined;
  private copy = new DraftCopy("");

  override connect(): void {
    this.copy = new DraftCopy(`draft:${this.urlValue}`);
    this.restore();
    this.element.addEventListener("input", this.changed);
    this.element.addEventListener("change", this.changed);
    this.element.addEventListener("submit", this.submitted);
    this.element.addEventListener("autosave:discard", this.discard);
    window.addEventListener("pagehide", this.leaving);
    window.addEventListener("online", this.changed);
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
    this.element.removeEventListener("input", this.changed);
    this.element.removeEventListener("change", this.changed);
    this.element.removeEventListener("submit", this.submitted);
    this.element.removeEventListener("autosave:discard", this.discard);
    window.removeEventListener("pagehide", this.leaving);
    window.removeEventListener("online", this.changed);
  }

  async save(): Promise<void> {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isSending) {
      this.isStale = true;
      return;
    }
    this.isSending = true;
    try {
      this.hasFailed = !(await this.send());
    } catch {
      this.hasFailed = true;
      this.say("local");
    } finally {
      this.isSending = false;
    }
    if (this.isDiscarded) {
      // This save has overtaken the sending: what was sent must not come back as a draft.
      this.isDiscarded = false;
      this.versionValue = 0;
      await fetch(this.urlValue, { ...this.request(), method: "DELETE", body: null }).catch(() => undefined);
      return;
    }
    if (this.isStale) {
      this.isStale = false;
      await this.save();
    }
  }

  private readonly changed = (): void => {
    if (this.isSubmitted) return;
    this.copy.keep(read(this.element));
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), this.delayValue);
  };

  // What is sent needs no copy, unless the server could not be reached a moment ago.
  private readonly submitted = (): void => {
    this.isSubmitted = true;
    if (!this.hasFailed) this.copy.forget();
    window.clearTimeout(this.timer);
  };

  /** A script has sent the form, the server has thrown the draft away, and the page stays. */
  private readonly discard = (): void => {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    this.isStale = false;
    this.isDiscarded = this.isSending;
    this.versionValue = 0;
    this.copy.forget();
    if (this.hasStateTarget) this.stateTarget.textContent = "";
  };

  private readonly leaving = (): void => {
    if (this.timer === undefined || this.isSubmitted) return;
    void fetch(this.urlValue, { ...this.request(), keepalive: true }).catch(() => undefined);
  };

  private request(): RequestInit {
    const token = this.element.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    return {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ data: read(this.element), version: this.versionValue || null }),
    };
  }

  private async send(): Promise<boolean> {
    const response = await fetch(this.urlValue, this.request());
    const answer = (await response.json()) as Answer;
    if (response.status === 409 && this.isOwn(answer)) {
      this.versionValue = answer.version ?? 0;
      return this.send();
    }
    if (!response.ok) {
      this.say("local", answer.message);
      return false;
    }
    this.versionValue = answer.version ?? this.versionValue;
    const hidden = this.element.querySelector<HTMLInputElement>("[name=draft_version]");
    if (hidden) hidden.value = String(this.versionValue);
    // Kept until a page shows it: one that was asked for at this moment may not have it yet.
    if (!this.isStale && this.timer === undefined) this.copy.keep(read(this.element), this.versionValue);
    this.say("saved", undefined, answer.saved_at ? new Date(answer.saved_at) : new Date());
    this.dispatch("saved", { detail: answer });
    return true;
  }

  /** The page before this one saved as it was left, after this one had been asked for: no other window has written. */
  private isOwn(answer: Answer): boolean {
    const { lastCopy } = this;
    this.lastCopy = undefined;
    return Boolean(lastCopy && answer.data && isSame(lastCopy.data, answer.data));
  }

  private say(state: "saved" | "local" | "restored", message?: string, at?: Date): void {
    if (!this.hasStateTarget) return;
    const time = (at ?? new Date()).toLocaleTimeString(document.documentElement.lang || undefined, {
      hour: "2-digit",
      minute: "2-digit",
    });
    const text = (this.stateTarget.dataset[state] ?? "").replace("{time}", time);
    this.stateTarget.textContent = [message, text].filter(Boolean).join(" ");
    this.stateTarget.dataset.state = state;
  }

  private restore(): void {
    const kept = this.copy.read();
    if (!kept) return;
    this.lastCopy = kept;
    if (kept.version && kept.version <= this.versionValue) {
      this.copy.forget();
      return;
    }
    // With mistakes shown, the fields hold what was sent, which is at least as new.
    if (this.element.querySelector("[aria-invalid=true]")) return;
    if (fill(this.element, kept.data)) this.say("restored", undefined, new Date(kept.at));
  }
}
