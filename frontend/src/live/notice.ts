import type { Stop } from "./topic";

export type Notice = Stop | "closed" | "opened";

/** Says what the page no longer is, in the words that it brought along (discussions/live_notice.html). */
export function showNotice(notice: HTMLElement, what: Notice): void {
  notice.textContent = notice.dataset[what === "signed-out" ? "signedOut" : what] ?? "";
  notice.hidden = false;
}
