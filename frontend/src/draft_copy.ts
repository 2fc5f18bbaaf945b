import type { FormData_ } from "./form_data";

export interface Copy {
  data: FormData_;
  at: string;
  /** As which version the server has it; none: not yet. */
  version?: number;
}

/** What somebody has typed, in this browser. Full or forbidden storage is no harm: the server still has the draft. */
export class DraftCopy {
  constructor(private readonly key: string) {}

  keep(data: FormData_, version?: number): void {
    const copy: Copy = { data, at: new Date().toISOString(), ...(version ? { version } : {}) };
    try {
      localStorage.setItem(this.key, JSON.stringify(copy));
    } catch {
      // See above.
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept then.
    }
  }

  read(): Copy | undefined {
    try {
      const kept = localStorage.getItem(this.key);
      return kept ? (JSON.parse(kept) as Copy) : undefined;
    } catch {
      this.forget();
      return undefined;
    }
  }
}

/** Databases and browsers differ in the order of names. */
export function isSame(one: FormData_, other: FormData_): boolean {
  const sorted = (data: FormData_): string => JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
