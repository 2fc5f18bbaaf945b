import type { ChangeLog } from "./change_log";
import type { CatchUp } from "./protocol";

export type Outcome = "done" | "unreachable" | "reload" | "revoked" | "signed-out";

/** What `subscribe` answers, asked without a socket. */
export async function catchUpOverHttp(url: string, log: ChangeLog): Promise<Outcome> {
  try {
    for (;;) {
      const response = await fetch(`${url}?after=${log.number}`, { credentials: "same-origin" });
      if (response.status === 401) return "signed-out";
      if (response.status === 404) return "revoked";
      if (!response.ok) return "unreachable";
      const answer = (await response.json()) as CatchUp;
      if (answer.reset) return "reload";
      if (!log.catchUp(answer)) return "done";
    }
  } catch {
    return "unreachable";
  }
}

/** A post as the server shows it to this reader, with what does not travel on the socket. */
export async function fetchArticle(url: string): Promise<HTMLElement | null> {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return response.ok ? articleIn(((await response.json()) as { html: string }).html) : null;
  } catch {
    return null;
  }
}

/** The server has made it, and let nothing through that runs. */
export function articleIn(html: string): HTMLElement | null {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("article");
}
