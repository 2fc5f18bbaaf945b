import type { ChangeLog } from "./change_log";
import type { Change } from "./protocol";

export type Stop = "reload" | "signed-out" | "revoked";

export interface Listener<C = Change> {
  change(change: C): void;
  /** Delivery has ended for good: the page must be loaded anew, or the person must sign in. */
  stopped?(reason: Stop): void;
}

export interface Topic {
  log: ChangeLog;
  listener: Pick<Listener, "stopped">;
  changesUrl: string;
  isAsking: boolean;
}
