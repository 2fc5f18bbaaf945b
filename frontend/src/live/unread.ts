/** Writes how many posts are new onto the card of a space or thread; none is no badge. */
export function showUnread(item: HTMLElement, count: number, pattern: string): void {
  const card = item.querySelector<HTMLElement>(".thread-card");
  let badge = item.querySelector<HTMLElement>(".thread-card__unread");
  card?.classList.toggle("thread-card--unread", count > 0);
  if (!count) {
    badge?.remove();
    return;
  }
  if (!badge) {
    badge = document.createElement("span");
    badge.className = "thread-card__unread";
    item.querySelector(".thread-card__counts")?.append(badge);
  }
  badge.textContent = pattern.replace("{count}", String(count));
}

export function unreadOn(item: HTMLElement): number {
  return parseInt(item.querySelector(".thread-card__unread")?.textContent ?? "0", 10) || 0;
}
