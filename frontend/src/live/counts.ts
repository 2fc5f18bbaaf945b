import { liveSocket } from "./socket";
import { speak } from "./speak";
import { showUnread } from "./unread";
import { counted } from "./words";

interface Answer {
  notifications: number;
  spaces?: Record<string, number>;
  threads?: Record<string, number>;
  unread_threads?: number;
}

const ADDRESS = "/api/v1/unread";
const GATHER = 200;
const SPREAD = 500;

/**
 * Keeps the counts of what is unread as a page loaded now would show them. The socket only says that it is time to look
 * again; a tab that nobody sees looks when it comes to the front. Nothing changes places, and only a new notification is
 * announced.
 */
export class Counts {
  private timer: number | undefined;
  private isStale = false;
  private total: number | undefined;

  constructor(private readonly element: HTMLElement) {}

  start(): void {
    const person = this.element.dataset.counts ?? "";
    liveSocket().followHints(`person:${person}`, () => {
      this.lookSoon();
      document.dispatchEvent(new CustomEvent("person:hint"));
    });
    if (this.shown("space").length || this.shown("thread").length || this.news) {
      liveSocket().followHints(`news:${person}`, () => this.lookSoon());
      this.lookSoon();
    }
    document.addEventListener("counts:look", () => this.lookSoon());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.isStale) this.lookSoon();
    });
  }

  /** Everybody is told at the same moment, and they need not all ask at the same moment. */
  private lookSoon(): void {
    this.isStale = true;
    if (document.hidden) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), GATHER + Math.random() * SPREAD);
  }

  private async look(): Promise<void> {
    this.isStale = false;
    const query = new URLSearchParams();
    for (const kind of ["space", "thread"] as const) {
      const ids = this.shown(kind).map((item) => item.dataset[kind] ?? "");
      if (ids.length) query.set(`${kind}s`, [...new Set(ids)].join(","));
    }
    if (this.news) query.set("total", "1");
    try {
      const response = await fetch(`${ADDRESS}?${query.toString()}`, {
        credentials: "same-origin",
      });
      if (response.ok) this.show((await response.json()) as Answer);
    } catch {
      this.isStale = true; // the next hint, or the line when it is back, asks again
    }
  }

  private show(answer: Answer): void {
    for (const kind of ["space", "thread"] as const) {
      const found = answer[`${kind}s`] ?? {};
      for (const item of this.shown(kind)) this.write(item, found[item.dataset[kind] ?? ""] ?? 0);
    }
    const before = this.notifications(answer.notifications);
    const isMore = answer.notifications > before || (answer.unread_threads ?? 0) > (this.total ?? Infinity);
    this.total = answer.unread_threads;
    if (answer.notifications > before) {
      speak(this.element, (this.element.dataset.text ?? "").replace("{count}", String(answer.notifications)));
    }
    if (this.news && isMore) this.news.hidden = false;
  }

  /** Answers the number that stood there before. */
  private notifications(count: number): number {
    let before = 0;
    for (const badge of document.querySelectorAll<HTMLElement>("[data-bell]")) {
      const number = badge.firstElementChild;
      before = Number(number?.textContent) || 0;
      if (number) number.textContent = String(count);
      badge.hidden = count === 0;
    }
    return before;
  }

  private write(item: HTMLElement, count: number): void {
    if (item.dataset.many === undefined)
      return showUnread(item, count, item.closest<HTMLElement>("[data-fresh]")?.dataset.fresh ?? "");
    const text = count ? counted(item, count) : (item.dataset.none ?? "");
    if (item.firstElementChild && item.firstElementChild.textContent !== text)
      item.firstElementChild.textContent = text;
  }

  private shown(kind: "space" | "thread"): HTMLElement[] {
    return Array.from(document.querySelectorAll<HTMLElement>(`main [data-${kind}]`));
  }

  private get news(): HTMLElement | null {
    return document.querySelector<HTMLElement>("[data-counts-news]");
  }
}

export function keepCounts(): void {
  const element = document.querySelector<HTMLElement>("[data-counts]");
  if (element) new Counts(element).start();
}
