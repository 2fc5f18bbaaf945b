/**
 * Brings the posts of an open page to what the page shows when it is loaded now, without replacing what stays: what
 * somebody reads or has in hand keeps its place and its focus.
 */
export async function freshPosts(list: HTMLElement): Promise<boolean> {
  const response = await fetch(window.location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".thread__posts");
  if (!fresh) return false;
  arrange(list, Array.from(fresh.children) as HTMLElement[]);
  return true;
}

/** By number: what is there stays, what is missing comes, what is too much goes. */
export function arrange(list: HTMLElement, wanted: HTMLElement[]): void {
  const keys = new Set(wanted.map(keyOf));
  for (const child of Array.from(list.children) as HTMLElement[]) if (!keys.has(keyOf(child))) child.remove();
  const known = new Map(Array.from(list.children, (child) => [keyOf(child as HTMLElement), child]));
  let next = list.firstElementChild;
  for (const article of wanted) {
    const here = known.get(keyOf(article)) ?? document.importNode(article, true);
    if (here === next) next = next.nextElementSibling;
    else list.insertBefore(here, next);
  }
}

const keyOf = (element: HTMLElement): string => element.dataset.number ?? element.id;
