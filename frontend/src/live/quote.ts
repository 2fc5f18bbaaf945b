/** A quotation as network.discussions.quotes writes it: its source first, then what was said. */
export function quotation(author: string, number: string, text: string): string {
  const lines = [`${author}, #${number}:`, ...text.trim().split(/\n/)];
  return lines.map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** Below what is written already, with room to answer. */
export function withQuotation(written: string, quoted: string): string {
  return `${written.trimEnd()}\n\n${quoted}\n\n`.trimStart();
}

/** What a post says itself, without what it quotes; a card is the link that was written. */
export function ownText(body: HTMLElement): string {
  const copy = body.cloneNode(true) as HTMLElement;
  for (const quote of copy.querySelectorAll("blockquote")) quote.remove();
  for (const card of copy.querySelectorAll<HTMLElement>("[data-address]"))
    card.textContent = card.dataset.address ?? "";
  const blocks = Array.from(copy.children, (block) => (block.textContent ?? "").trim());
  return blocks.filter(Boolean).join("\n\n");
}
