import { Controller } from "@hotwired/stimulus";
import type { Change, Person, Typing } from "../live/protocol";
import { liveSocket } from "../live/socket";

const SAY_EVERY = 3000;
const FORGET_AFTER = 6000;

/**
 * Says who is writing an answer, and tells the others that one is. For the eye only: read aloud it would never end.
 *
 * @example
 * <section data-controller="live-typing" data-live-typing-topic-value="space:1" data-live-typing-thread-value="3"
 *   data-action="input->live-typing#say live-thread:changed@document->live-typing#changed">
 *   <p data-live-typing-target="text" data-one="{name} schreibt …" data-some="{count} Personen schreiben …" data-somebody="Jemand"></p>
 */
export default class LiveTypingController extends Controller<HTMLElement> {
  static override targets = ["text"];
  static override values = { topic: String, thread: Number };

  declare readonly textTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly threadValue: number;

  private readonly writing = new Map<number, { person: Person | null; forget: number }>();
  private saidAt = -SAY_EVERY;

  override connect(): void {
    liveSocket().company.followTyping(this.topicValue, (typing) => this.hear(typing));
  }

  override disconnect(): void {
    for (const id of [...this.writing.keys()]) this.forget(id);
  }

  say({ target }: Event): void {
    if (!(target instanceof HTMLTextAreaElement) || target.name !== "body" || !target.value) return;
    if (performance.now() - this.saidAt < SAY_EVERY) return;
    this.saidAt = performance.now();
    liveSocket().company.sayTyping(this.topicValue, this.threadValue);
  }

  /** Whose answer has come is not writing it any more. */
  changed({ detail: { kind, post } }: CustomEvent<Change>): void {
    if (kind === "post_published") this.forget(post?.author && !post.author.names ? post.author.id : 0);
  }

  private hear({ thread, person }: Typing): void {
    if (thread !== this.threadValue) return;
    const id = person?.id ?? 0;
    window.clearTimeout(this.writing.get(id)?.forget);
    this.writing.set(id, { person, forget: window.setTimeout(() => this.forget(id), FORGET_AFTER) });
    this.show();
  }

  private forget(id: number): void {
    window.clearTimeout(this.writing.get(id)?.forget);
    if (this.writing.delete(id)) this.show();
  }

  private show(): void {
    const { one = "", some = "", somebody = "" } = this.textTarget.dataset;
    const [first] = this.writing.values();
    const text = this.writing.size > 1 ? some.replace("{count}", String(this.writing.size)) : one;
    this.textTarget.textContent = first ? text.replace("{name}", () => first.person?.name ?? somebody) : "";
  }
}
