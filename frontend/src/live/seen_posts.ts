const SECONDS_TO_GATHER = 0.8;

/** Which of the posts that arrived have been in view, in a tab that somebody looks at; the server is told the last. */
export class SeenPosts {
  readonly unseen = new Set<HTMLElement>();
  private readonly observer: IntersectionObserver;
  private number = 0;
  private timer: number | undefined;

  constructor(
    private readonly readUrl: string,
    private readonly topic: string,
    private readonly token: () => string,
    private readonly changed: () => void,
  ) {
    this.observer = new IntersectionObserver((entries) => this.seen(entries), { threshold: 0.2 });
    document.addEventListener("visibilitychange", this.lookAgain);
  }

  watch(article: HTMLElement): void {
    this.unseen.add(article);
    this.observer.observe(article);
  }

  /** What was replaced meanwhile is watched where it stands now; what has gone from the page is no news any more. */
  lookAround(find: (number: number) => HTMLElement | null): void {
    for (const article of this.unseen) {
      if (article.isConnected) continue;
      this.observer.unobserve(article);
      this.unseen.delete(article);
      const now = find(Number(article.dataset.number));
      if (now) this.watch(now);
    }
    this.changed();
  }

  stop(): void {
    this.observer.disconnect();
    document.removeEventListener("visibilitychange", this.lookAgain);
  }

  private seen(entries: IntersectionObserverEntry[]): void {
    if (document.hidden) return;
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      const article = entry.target as HTMLElement;
      this.observer.unobserve(article);
      this.unseen.delete(article);
      this.number = Math.max(this.number, Number(article.dataset.number));
    }
    this.changed();
    window.clearTimeout(this.timer);
    if (this.number) this.timer = window.setTimeout(() => void this.tell(), SECONDS_TO_GATHER * 1000);
  }

  // What was inserted while the tab lay behind others is seen only when it comes to the front.
  private readonly lookAgain = (): void => {
    for (const article of this.unseen) {
      this.observer.unobserve(article);
      this.observer.observe(article);
    }
  };

  private async tell(): Promise<void> {
    // The space whose numbers these are: the thread may have gone to another one since.
    const space = this.topic.split(":")[1] ?? "";
    const body = new URLSearchParams({ number: String(this.number), space });
    try {
      await fetch(this.readUrl, { method: "POST", headers: { "X-CSRFToken": this.token() }, body });
    } catch {
      // It is said again with the next post, or when the page is opened again.
    }
  }
}
