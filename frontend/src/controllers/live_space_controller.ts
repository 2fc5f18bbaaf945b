import { Controller } from "@hotwired/stimulus";
import { arrange, freshly } from "../live/fresh_posts";
import { showNotice } from "../live/notice";
import type { Change } from "../live/protocol";
import { liveSocket } from "../live/socket";
import { speak } from "../live/speak";
import { showUnread, unreadOn } from "../live/unread";
import { moment, nameOf } from "../live/words";

interface Further {
  topic: string;
  number: number;
  url: string;
}

/**
 * Keeps the list of a space's threads: new ones come on top, counts and last voices follow; nothing changes places
 * while somebody reads.
 *
 * @example <div data-controller="live-space" data-live-space-topic-value="space:1" data-live-space-number-value="17">
 */
export default class LiveSpaceController extends Controller<HTMLElement> {
  static override targets = ["list", "template", "announcer", "empty", "notice"];
  static override values = {
    topic: String,
    number: Number,
    user: Number,
    firstPage: Boolean,
    changesUrl: String,
    url: String,
    kinds: Object,
    last: String,
    fresh: String,
    further: Array,
  };

  declare readonly listTarget: HTMLElement;
  declare readonly templateTarget: HTMLTemplateElement;
  declare readonly announcerTarget: HTMLElement;
  declare readonly emptyTargets: HTMLElement[];
  declare readonly noticeTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly numberValue: number;
  declare readonly userValue: number;
  declare readonly firstPageValue: boolean;
  declare readonly changesUrlValue: string;
  declare readonly urlValue: string;
  declare readonly kindsValue: Record<string, string>;
  declare readonly lastValue: string;
  declare readonly freshValue: string;
  declare readonly furtherValue: Further[];

  private readonly further = new Set<string>();

  override connect(): void {
    liveSocket().follow(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: (change) => this.change(change),
      stopped: (reason) => showNotice(this.noticeTarget, reason),
    });
    this.followFurther(this.furtherValue);
  }

  override disconnect(): void {
    for (const topic of [this.topicValue, ...this.further]) liveSocket().leave(topic);
  }

  private change(change: Change): void {
    const known = this.listTarget.querySelector<HTMLElement>(`:scope > [data-thread="${change.thread.id}"]`);
    const isOwn = change.post?.author?.id === this.userValue;
    if (change.kind === "thread_left") return this.left(known);
    if (change.kind === "list_changed") return void this.arrangeAnew();
    if (!["thread_opened", "post_published", "thread_changed", "post_edited", "post_reacted"].includes(change.kind))
      document.dispatchEvent(new Event("counts:look"));
    if (known) {
      this.fill(known, change, !isOwn && change.kind === "post_published");
    } else if (this.firstPageValue && (change.kind === "thread_opened" || change.kind === "thread_arrived")) {
      const item = (this.templateTarget.content.cloneNode(true) as DocumentFragment).querySelector("li");
      if (!item) return;
      item.dataset.thread = String(change.thread.id);
      this.fill(item, change, !isOwn && change.kind === "thread_opened");
      this.listTarget.prepend(item);
      for (const empty of this.emptyTargets) empty.hidden = true;
      const text = this.announcerTarget.dataset.text ?? "";
      speak(this.announcerTarget, text.replace("{title}", change.thread.title));
    }
  }

  /** Of a space whose threads are shown here, too: only those that are. */
  private elsewhere(change: Change): void {
    if (!this.listTarget.querySelector(`:scope > [data-thread="${change.thread.id}"]`)) return;
    if (change.kind === "thread_left") void this.arrangeAnew();
    else this.change(change);
  }

  private followFurther(topics: Further[]): void {
    for (const { topic, number, url } of topics.filter((one) => !this.further.has(one.topic))) {
      this.further.add(topic);
      liveSocket().follow(topic, number, url, { change: (change) => this.elsewhere(change) });
    }
  }

  /** What of other spaces stands here differs by reader: the page knows. */
  private async arrangeAnew(): Promise<void> {
    const fresh = await freshly(".space__threads").catch(() => null);
    const list = fresh?.querySelector<HTMLElement>(".thread-list");
    if (!fresh || !list) return showNotice(this.noticeTarget, "reload");
    arrange(this.listTarget, Array.from(list.children) as HTMLElement[]);
    this.followFurther(JSON.parse(fresh.dataset.liveSpaceFurtherValue ?? "[]") as Further[]);
    document.dispatchEvent(new Event("counts:look"));
  }

  private left(known: HTMLElement | null): void {
    known?.remove();
    document.dispatchEvent(new Event("counts:look"));
  }

  private fill(item: HTMLElement, { thread }: Change, isNews: boolean): void {
    const find = (selector: string): HTMLElement | null => item.querySelector<HTMLElement>(selector);
    const write = (selector: string, text: string): void => {
      const element = find(selector);
      if (element) element.textContent = text;
    };
    const link = find(".thread-card__link") as HTMLAnchorElement | null;
    if (link) {
      link.textContent = thread.title;
      link.href = this.urlValue.replace("/0/", `/${thread.id}/`) + (isNews ? "?unread" : "");
    }
    this.fillHead(item, thread.kind, thread.author);
    write(".thread-card__number", String(thread.post_count));
    const last = this.lastValue
      .replace("{author}", nameOf({ name: thread.last_author, names: thread.last_author_names }))
      .replace("{moment}", moment(thread.last_post_at));
    write(".thread-card__last", last);
    this.fillUnread(item, isNews);
  }

  private fillHead(item: HTMLElement, kind: string, author: Change["thread"]["author"]): void {
    const state = item.querySelector<HTMLElement>(".thread-card__meta > :first-child");
    const who = item.querySelector<HTMLElement>(".thread-card__meta > :nth-child(2)");
    if (!item.closest("[data-live-space-target=list]")) {
      if (state) state.textContent = this.kindsValue[kind] ?? "";
      if (who) who.textContent = [nameOf(author), author?.municipality].filter(Boolean).join(", ");
    }
  }

  private fillUnread(item: HTMLElement, isNews: boolean): void {
    // The blank of a new thread says that one post is new.
    const before = item.parentElement ? unreadOn(item) : 0;
    showUnread(item, before + (isNews ? 1 : 0), this.freshValue);
  }
}
