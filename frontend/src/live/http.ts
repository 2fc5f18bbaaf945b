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
