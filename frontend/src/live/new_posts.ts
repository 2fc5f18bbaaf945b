import { counted } from "./words";
import { SeenPosts } from "./seen_posts";
import { speak } from "./speak";

/** Where the page says what is new: the button with its label, and the voice. */
export interface Signs {
  more: HTMLElement;
  label: HTMLElement;
  announcer: HTMLElement;
}

/** The posts that came while the page was open and that nobody has looked at yet, here or on a later page. */
export class NewPosts {
  private readonly seen: SeenPosts;
  private elsewhere = 0;

  constructor(
    readUrl: string,
    topic: string,
    token: () => string,
    private readonly signs: Signs,
    private readonly hold: (change: () => void) => void,
  ) {
    this.seen = new SeenPosts(readUrl, topic, token, () => this.show());
  }

  stop(): void {
    this.seen.stop();
  }

  arrived(article: HTMLElement, author: string): void {
    this.seen.watch(article);
    this.show();
    const { one = "", many = "" } = this.signs.announcer.dataset;
    const text = this.count > 1 ? many.replace("{count}", String(this.count)) : one.replace("{author}", author);
    speak(this.signs.announcer, text);
  }

  arrivedElsewhere(): void {
    this.elsewhere += 1;
    this.show();
  }

  /** After articles were replaced or went from the page. */
  lookAround(find: (number: number) => HTMLElement | null): void {
    this.seen.lookAround(find);
  }

  /** Brings the first one into view, or the page that has it. */
  goToFirst(): void {
    if (this.elsewhere) return window.location.assign(`${window.location.pathname}?unread`);
    const first = this.seen.unseen.values().next().value;
    this.seen.unseen.clear();
    this.show();
    if (first) first.tabIndex = -1;
    first?.scrollIntoView({ block: "start" });
    first?.focus({ preventScroll: true });
  }

  private get count(): number {
    return this.seen.unseen.size + this.elsewhere;
  }

  private show(): void {
    const { more, label } = this.signs;
    this.hold(() => {
      more.hidden = this.count === 0;
      label.textContent = counted(label, this.count);
    });
  }
}
