import type { PostFields } from "./protocol";

/** Whether a post holds what the socket does not carry: files, a poll, or links that this reader sees as cards. */
export function hasMore(post: PostFields): boolean {
  return post.files.length > 0 || post.links.length > 0 || post.poll !== null;
}

/** The text of an article, with what stands below it. */
function partsOf(article: HTMLElement): HTMLElement[] {
  return Array.from(article.querySelectorAll<HTMLElement>(".post__body, .post__files, .poll"));
}

/** The text and what stands below it as the whole article has them; the rest of the other stays as it is. */
export function takeParts(article: HTMLElement, whole: HTMLElement): void {
  const [body, ...others] = partsOf(article);
  for (const part of others) part.remove();
  body?.replaceWith(...partsOf(whole));
}
