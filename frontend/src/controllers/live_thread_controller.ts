import { Controller } from "@hotwired/stimulus";
import { freshPosts } from "../live/fresh_posts";
import { articleIn, fetchArticle } from "../live/http";
import { type Notice, showNotice } from "../live/notice";
import { NewPosts } from "../live/new_posts";
import { hasMore, takeParts } from "../live/parts";
import { isBy } from "../live/post_element";
import { PostList } from "../live/post_list";
import type { Change, PostFields } from "../live/protocol";
import { liveSocket } from "../live/socket";
import { nameOf } from "../live/words";

const SPREAD = 400;

/**
 * Keeps the posts of a thread as they are in the log of its space: new ones come at the end, nothing moves under the
 * eyes of who reads or the hands of who writes.
 *
 * @example <div data-controller="live-thread" data-live-thread-topic-value="space:1" data-live-thread-number-value="17">
 */
export default class LiveThreadController extends Controller<HTMLElement> {
  static override targets = ["posts", "template", "announcer", "more", "moreLabel", "notice"];
  static override values = {
    topic: String,
    number: Number,
    thread: Number,
    user: Number,
    alias: Number,
    lastPage: Boolean,
    closed: Boolean,
    canEdit: Boolean,
    canReact: Boolean,
    canManage: Boolean,
    changesUrl: String,
    readUrl: String,
  };

  declare readonly postsTarget: HTMLElement;
  declare readonly templateTarget: HTMLTemplateElement;
  declare readonly announcerTarget: HTMLElement;
  declare readonly moreTarget: HTMLElement;
  declare readonly moreLabelTarget: HTMLElement;
  declare readonly noticeTarget: HTMLElement;
  declare readonly topicValue: string;
  declare readonly numberValue: number;
  declare readonly threadValue: number;
  declare readonly userValue: number;
  declare readonly aliasValue: number;
  declare readonly lastPageValue: boolean;
  declare readonly closedValue: boolean;
  declare readonly canEditValue: boolean;
  declare readonly canReactValue: boolean;
  declare readonly canManageValue: boolean;
  declare readonly changesUrlValue: string;
  declare readonly readUrlValue: string;

  private list!: PostList;
  private fresh!: NewPosts;

  override connect(): void {
    const {
      userValue: id,
      aliasValue: alias,
      canEditValue: canEdit,
      canReactValue: canReact,
      canManageValue: canManage,
    } = this;
    this.list = new PostList(this.postsTarget, this.templateTarget, { id, alias, canEdit, canReact, canManage });
    const token = (): string => this.element.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const signs = { more: this.moreTarget, label: this.moreLabelTarget, announcer: this.announcerTarget };
    this.fresh = new NewPosts(this.readUrlValue, this.topicValue, token, signs, (change) => this.hold(change));
    liveSocket().follow(this.topicValue, this.numberValue, this.changesUrlValue, {
      change: (change) => this.change(change),
      stopped: (reason) => this.say(reason),
    });
  }

  override disconnect(): void {
    this.fresh.stop();
    liveSocket().leave(this.topicValue);
  }

  /** The answer of the server to a post of one's own, which may come before or after the socket's. */
  sent(event: CustomEvent<{ post: PostFields; html: string }>): void {
    if (!this.lastPageValue) return;
    const article = articleIn(event.detail.html);
    if (!article) return;
    this.list.place(article);
    article.scrollIntoView({ block: "nearest" });
  }

  showNew(): void {
    this.fresh.goToFirst();
  }

  private change(change: Change): void {
    if (change.thread.id !== this.threadValue) return;
    if (change.kind === "thread_left") return this.say("reload");
    this.list.acceptedIs(change.thread.accepted_number);
    this.hold(() => this.dispatch("changed", { detail: change }));
    if (change.kind === "thread_arrived" || change.kind === "thread_rearranged") return this.rearranged(change);
    if (change.thread.is_closed !== this.closedValue) this.say(change.thread.is_closed ? "closed" : "opened");
    if (!change.post) return;
    const known = this.list.find(change.post.number);
    const isKnown = known !== null;
    if (known && change.kind === "post_reacted") return this.list.showReactions(known, change.post);
    // A vote only changes counts, which live-polls shows; a closed poll looks different.
    if (known && change.kind === "post_polled")
      return change.step ? void this.complete(known, change.post.number) : undefined;
    if (change.kind !== "post_published" && !isKnown) return;
    if (!this.lastPageValue && !isKnown) return this.fresh.arrivedElsewhere();
    this.hold(() => this.insert(change));
  }

  /** What nobody looks at is looked at when it comes to the front: whoever loads the page has read it. */
  private rearranged(change: Change): void {
    if (document.hidden) {
      document.addEventListener("visibilitychange", () => this.rearranged(change), { once: true });
      return;
    }
    this.noticeTarget.hidden = true;
    void freshPosts(this.postsTarget).then((isFresh) => {
      if (!isFresh) return this.say("reload");
      this.list.acceptedIs(change.thread.accepted_number);
      this.fresh.lookAround((number) => this.list.find(number));
    });
  }

  private insert(change: Change): void {
    if (!change.post) return;
    const isOwn = isBy(change.post, { id: this.userValue, alias: this.aliasValue });
    // One's own post stands here already, with the buttons that the server has made for it.
    if (isOwn && change.kind === "post_published" && this.list.find(change.post.number)) return;
    const article = this.list.article(change.post);
    if (this.list.place(article) === "replaced") this.fresh.lookAround((number) => this.list.find(number));
    else if (!isOwn) this.fresh.arrived(article, nameOf(change.post.author));
    if (hasMore(change.post)) void this.complete(article, change.post.number);
  }

  /** What the socket does not carry is asked for, not by everybody in the same moment. */
  private async complete(article: HTMLElement, number: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD));
    const whole = await fetchArticle(`../beitrag/${number}/`);
    if (!whole || this.list.find(number) !== article) return;
    this.hold(() => takeParts(article, whole));
  }

  /** Whoever writes below keeps the field in place; whoever reads above is not moved by what comes below. */
  private hold(insert: () => void): void {
    const field = document.activeElement;
    const isWriting = field instanceof HTMLTextAreaElement && this.element.contains(field);
    const before = isWriting ? field.getBoundingClientRect().top : 0;
    insert();
    if (isWriting) window.scrollBy({ top: field.getBoundingClientRect().top - before, behavior: "instant" });
  }

  private say(what: Notice): void {
    this.hold(() => showNotice(this.noticeTarget, what));
  }
}
