import type { PostFields } from "./protocol";
import { asSeenBy, showReactions } from "./reactions";
import { initials, moment, nameOf } from "./words";

export interface Reader {
  id: number;
  /** The number that stands for the reader where authors appear without their names; 0 elsewhere. */
  alias: number;
  canEdit: boolean;
  canReact: boolean;
  canManage: boolean;
}

export function isBy(post: PostFields, reader: Pick<Reader, "id" | "alias">): boolean {
  const id = post.author?.id ?? 0;
  return id !== 0 && (id === reader.id || id === reader.alias);
}

/** Makes an article of a post from the page's blank; only what applies to this post and this reader stays in it. */
export function postElement(
  template: HTMLTemplateElement,
  post: PostFields,
  reader: Reader,
  isAccepted: boolean,
): HTMLElement {
  const article = (template.content.cloneNode(true) as DocumentFragment).querySelector("article");
  if (!article) throw new Error("the page has no blank for posts");
  const slot = (name: string): HTMLElement | null => article.querySelector<HTMLElement>(`[data-slot="${name}"]`);
  const keep = (name: string, applies: boolean): void => {
    if (!applies) slot(name)?.remove();
  };
  const isOwn = isBy(post, reader);
  const { number, author } = post;

  article.id = `beitrag-${number}`;
  article.dataset.number = String(number);
  article.setAttribute("aria-labelledby", `by-${number}`);
  article.classList.toggle("post--own", isOwn);
  article.classList.toggle("post--accepted", isAccepted);
  for (const element of article.querySelectorAll<HTMLElement>("[href], [formaction], [id]")) {
    for (const name of ["href", "formaction", "id"]) {
      const address = element.getAttribute(name);
      const own = address?.replace("/beitrag/0/", `/beitrag/${number}/`).replace(/(\?quote=|^by-)0/, `$1${number}`);
      if (own) element.setAttribute(name, own);
    }
  }
  write(slot("initials"), initials(nameOf(author)));
  if (author) write(slot("author"), nameOf(author));
  write(slot("place"), author?.municipality ?? "");
  const time = slot("time");
  write(time, moment(post.created_at));
  time?.setAttribute("datetime", post.created_at);
  // The server has made it of Markdown and let nothing through that runs.
  const body = slot("body");
  if (body) body.innerHTML = post.body_html;

  keep("place", Boolean(author?.municipality));
  keep("edited", Boolean(post.edited_at) && !post.is_deleted);
  keep("accepted", isAccepted);
  keep("deleted", post.is_deleted && !post.is_removed && !post.hidden_reason);
  for (const text of article.querySelectorAll<HTMLElement>("[data-reason]")) {
    if (text.dataset.reason !== post.hidden_reason) text.remove();
  }
  keep("why", isOwn || reader.canManage);
  keep("hidden", Boolean(post.hidden_reason));
  keep("removed", post.is_removed);
  keep("body", !post.is_deleted);
  keep("react", reader.canReact && !isOwn && !post.is_deleted);
  keep("who", (isOwn || !reader.canReact) && Object.keys(post.reactions).length > 0);
  keep("quote", reader.canEdit && !post.is_deleted);
  keep("edit", isOwn && reader.canEdit && !post.is_deleted);
  keep("delete", (isOwn || reader.canManage) && !post.is_deleted);
  keep("report", !isOwn && !post.is_deleted);
  keep("accept", !post.is_deleted && !isAccepted);
  keep("actions", Boolean(slot("actions")?.children.length));
  slot("reactions")?.remove();
  reactionsOf(article, template, post, reader);
  return article;
}

/** Only the reactions of an article, so that the rest of it stays as it is under the eyes and hands of the reader. */
export function reactionsOf(
  article: HTMLElement,
  template: HTMLTemplateElement,
  post: PostFields,
  reader: Reader,
): void {
  const blank = template.content.querySelector<HTMLElement>('[data-slot="reactions"]');
  if (!blank) return;
  const canReact = reader.canReact && !isBy(post, reader) && !post.is_deleted;
  const isOpen = article.querySelector<HTMLElement>(".post__reactions")?.dataset.open === "true";
  showReactions(article, blank, asSeenBy(reader.alias || reader.id, post.reactions), { canReact, isOpen });
}

function write(element: HTMLElement | null, text: string): void {
  if (element) element.textContent = text;
}

/** An article that stands on the page becomes the accepted answer, or is it no longer. */
export function markAccepted(article: HTMLElement, template: HTMLTemplateElement, isAccepted: boolean): void {
  article.classList.toggle("post--accepted", isAccepted);
  article.querySelector(".post__accepted")?.remove();
  const label = template.content.querySelector('[data-slot="accepted"]');
  if (isAccepted && label) article.querySelector("header")?.after(label.cloneNode(true));
}

/** Puts the article where its number belongs; one that is there already is replaced, never doubled. */
export function place(list: HTMLElement, article: HTMLElement): "new" | "replaced" {
  const number = Number(article.dataset.number);
  const articles = Array.from(list.querySelectorAll<HTMLElement>(":scope > [data-number]"));
  const same = articles.find((other) => Number(other.dataset.number) === number);
  if (same) {
    same.replaceWith(article);
    return "replaced";
  }
  const next = articles.find((other) => Number(other.dataset.number) > number);
  list.insertBefore(article, next ?? null);
  return "new";
}
