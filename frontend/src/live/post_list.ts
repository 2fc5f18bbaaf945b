import { markAccepted, place, postElement, type Reader, reactionsOf } from "./post_element";
import type { PostFields } from "./protocol";

/** The posts that stand on the page, for one reader. */
export class PostList {
  private accepted: number | null;

  constructor(
    private readonly element: HTMLElement,
    private readonly template: HTMLTemplateElement,
    private readonly reader: Reader,
  ) {
    this.accepted = Number(element.querySelector<HTMLElement>(".post--accepted")?.dataset.number) || null;
  }

  find(number: number): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`:scope > [data-number="${number}"]`);
  }

  article(post: PostFields): HTMLElement {
    return postElement(this.template, post, this.reader, post.number === this.accepted);
  }

  place(article: HTMLElement): "new" | "replaced" {
    return place(this.element, article);
  }

  showReactions(article: HTMLElement, post: PostFields): void {
    reactionsOf(article, this.template, post, this.reader);
  }

  acceptedIs(number: number | null): void {
    if (number === this.accepted) return;
    for (const changed of [this.accepted, number]) {
      const article = changed === null ? null : this.find(changed);
      if (article) markAccepted(article, this.template, changed === number);
    }
    this.accepted = number;
  }
}
