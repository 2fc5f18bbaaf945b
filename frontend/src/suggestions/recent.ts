import type { Group } from "./answer";

const PREFIX = "recent-searches:";
const MOST_KEPT = 20;
const MOST_SHOWN = 4;

/**
 * One's own last searches, kept in this browser and nowhere else, for people who have signed in. What another person
 * left behind at the same browser goes as soon as somebody else, or nobody, is signed in.
 */
export class RecentSearches {
  private readonly key: string;

  constructor(private readonly person: string) {
    this.key = `${PREFIX}${person}`;
    attempt(() => {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && (!person || key !== this.key)) localStorage.removeItem(key);
      }
    });
  }

  all(): string[] {
    if (!this.person) return [];
    const kept: unknown = attempt(() => JSON.parse(localStorage.getItem(this.key) ?? "[]"));
    return Array.isArray(kept) ? kept.filter((text): text is string => typeof text === "string") : [];
  }

  remember(text: string): void {
    const asked = text.trim().slice(0, 200);
    if (!this.person || !asked) return;
    const others = this.all().filter((other) => other.toLowerCase() !== asked.toLowerCase());
    attempt(() => localStorage.setItem(this.key, JSON.stringify([asked, ...others].slice(0, MOST_KEPT))));
  }

  clear(): void {
    attempt(() => localStorage.removeItem(this.key));
  }

  /** Those that begin with what is typed; all of the newest for an empty field. */
  matching(typed: string, label: string, path: string): Group {
    const begin = typed.trim().toLowerCase();
    const found = this.all().filter((text) => text.toLowerCase().startsWith(begin) && text.toLowerCase() !== begin);
    const items = found.slice(0, MOST_SHOWN).map((text) => ({
      text,
      detail: "",
      url: `${path}?${new URLSearchParams({ q: text }).toString()}`,
    }));
    return { name: "recent", label, items };
  }
}

/** Storage may be switched off, or full. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
