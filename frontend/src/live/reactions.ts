/** One kind of reaction to one post, as one reader sees it. */
export interface Given {
  count: number;
  isMine: boolean;
}

export function asSeenBy(reader: number, reactions: Record<string, number[]>): Map<string, Given> {
  const entries = Object.entries(reactions).map(([kind, people]): [string, Given] => [
    kind,
    { count: people.length, isMine: people.includes(reader) },
  ]);
  return new Map(entries);
}

/** What the server has written onto the page. */
export function asWritten(article: HTMLElement): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const chip of article.querySelectorAll<HTMLElement>(".post__reactions > *")) {
    const kind = chip instanceof HTMLButtonElement ? chip.value : (chip.dataset.kind ?? "");
    const count = Number(chip.querySelector("b")?.textContent) || 0;
    given.set(kind, { count, isMine: chip.getAttribute("aria-pressed") === "true" });
  }
  return given;
}

/**
 * Writes the reactions anew from the blank of the page, keeping the focus. `isOpen` shows those, too, that nobody gave;
 * who cannot react sees them as text.
 */
export function showReactions(
  article: HTMLElement,
  blank: HTMLElement,
  given: Map<string, Given>,
  { canReact, isOpen }: { canReact: boolean; isOpen: boolean },
): void {
  const line = blank.cloneNode(true) as HTMLElement;
  line.removeAttribute("data-slot");
  line.dataset.open = String(isOpen);
  const old = article.querySelector<HTMLElement>(".post__reactions");
  const focused = document.activeElement instanceof HTMLButtonElement ? document.activeElement : null;
  const focusedKind = focused && old?.contains(focused) ? focused.value : "";
  for (const chip of line.querySelectorAll<HTMLButtonElement>("button")) {
    const { count, isMine } = given.get(chip.value) ?? { count: 0, isMine: false };
    if (!count && !(isOpen && canReact)) {
      chip.remove();
      continue;
    }
    const number = chip.querySelector("b");
    if (number) number.textContent = count ? String(count) : "";
    chip.name = isMine ? "take_back" : "give";
    chip.setAttribute("aria-pressed", String(isMine));
    const action = chip.getAttribute("formaction") ?? "";
    chip.setAttribute("formaction", action.replace("/beitrag/0/", `/beitrag/${article.dataset.number ?? ""}/`));
    if (!canReact) chip.replaceWith(asText(chip));
  }
  if (old) old.replaceWith(line);
  else article.querySelector(".post__actions")?.before(line);
  if (!line.children.length) line.remove();
  if (focusedKind) line.querySelector<HTMLButtonElement>(`button[value="${focusedKind}"]`)?.focus();
}

function asText(chip: HTMLButtonElement): HTMLElement {
  const text = document.createElement("span");
  text.dataset.kind = chip.value;
  text.append(...chip.childNodes);
  return text;
}
