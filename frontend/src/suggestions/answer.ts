/** What `GET /api/v1/suggest` answers, as far as the field needs it. */
export interface Suggestion {
  text: string;
  /** Escaped HTML with <mark>; plain text where it is missing. */
  marked?: string;
  detail: string;
  url: string;
  lang?: string;
  /** What is put into the text instead of following the address. */
  insert?: string;
}

export interface Group {
  name: string;
  label: string;
  items: Suggestion[];
}

export interface Answer {
  groups: Group[];
  /** How many there are, as a sentence to be read out. */
  summary: string;
}

export const NOTHING: Answer = { groups: [], summary: "" };

/** Asks, and takes whatever is not an answer for none: a field without suggestions is still a field. */
export async function ask(url: string, text: string, language: string, signal: AbortSignal): Promise<Answer> {
  const query = new URLSearchParams({ q: text, lang: language });
  const response = await fetch(`${url}?${query.toString()}`, { signal, headers: { Accept: "application/json" } });
  if (response.status === 429) throw new TooOften(Number(response.headers.get("Retry-After")) || 60);
  return response.ok ? ((await response.json()) as Answer) : NOTHING;
}

export class TooOften extends Error {
  constructor(readonly seconds: number) {
    super("too often");
  }
}
