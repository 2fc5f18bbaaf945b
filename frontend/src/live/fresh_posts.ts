/** What the page would show under this selector if it were loaded now. */
export async function freshly(selector: string): Promise<HTMLElement | null> {
  const response = await fetch(window.location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html").querySelector<HTMLElement>(selector);
}

/**
 * Brings the posts of an open page to what the page shows when it is loaded now, without replacing what stays: what
 * somebody reads or has in hand keeps its place and its focus.
 */
export async function freshPosts(list: HTMLElement): Promise<boolean> {
  const fresh = await freshly(".thread__posts").catch(() => null);
  if (fresh) arrange(list, Array.from(fresh.children) as HTMLElement[]);
  return fresh !== null;
}

/** By number or thread: what is there stays, what is missing comes, what is too much goes. */
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

const keyOf = (element: HTMLElement): string => element.dataset.number ?? element.dataset.thread ?? element.id;
