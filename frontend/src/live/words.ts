/** Dates and names as the server writes them on the page, in its time zone. */
const timeZone = "Europe/Berlin";
const language = (): string => document.documentElement.lang || "de";

export function moment(iso: string): string {
  const at = new Date(iso);
  const day = at.toLocaleDateString(language(), { day: "numeric", month: "long", year: "numeric", timeZone });
  const time = at.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hour12: false, timeZone });
  return language().startsWith("de") ? `${day}, ${time} Uhr` : `${day}, ${time}`;
}

/** In the language of the page where it is no name but a description. */
export function nameOf(author: { name: string; names?: Record<string, string> } | null | undefined): string {
  return author?.names?.[language()] ?? author?.name ?? "";
}

export function initials(name: string): string {
  const words = name.replace(/[()]/g, "").split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? "–";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** "{count} neue Beiträge" or, for one, the text made for one. */
export function counted(element: HTMLElement, count: number): string {
  const text = count === 1 ? element.dataset.one : element.dataset.many;
  return (text ?? "").replace("{count}", String(count));
}

/** What became of a text, in the words of the page: at this time, or by whom. */
export function sayState(element: HTMLElement, name: "saved" | "local" | "other", who = ""): void {
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const text = element.dataset[name] ?? "";
  element.textContent = text.replace("{time}", time).replace("{name}", () => who);
}
