const PAUSE = 150;
const waiting = new WeakMap<HTMLElement, number>();

/**
 * Has a live region say a text. It is emptied first: screen readers are told what changes, and the same words again, as of
 * a second post by the same author, would be no change.
 */
export function speak(region: HTMLElement, text: string): void {
  window.clearTimeout(waiting.get(region));
  region.textContent = "";
  waiting.set(
    region,
    window.setTimeout(() => (region.textContent = text), PAUSE),
  );
}
