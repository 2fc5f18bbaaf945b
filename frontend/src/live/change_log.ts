import type { CatchUp, Change } from "./protocol";

/**
 * The end of a topic's log as this page knows it: each change passes once, in order. A gap stops the log until the
 * server was asked; what the server then answers is right, even where numbers are missing in it.
 */
export class ChangeLog {
  constructor(
    public number: number,
    private readonly apply: (change: Change) => void,
    private readonly askAgain: () => void,
  ) {}

  /** A change that arrived by itself. */
  receive(change: Change): void {
    if (change.number <= this.number) return;
    if (change.number > this.number + 1) {
      this.askAgain();
      return;
    }
    this.take(change);
  }

  /** The answer to having asked; says whether to ask on. */
  catchUp(answer: CatchUp): boolean {
    for (const change of [...answer.changes].sort((a, b) => a.number - b.number)) {
      if (change.number > this.number) this.take(change);
    }
    if (!answer.reset) this.number = Math.max(this.number, answer.number);
    return answer.more;
  }

  private take(change: Change): void {
    this.number = change.number;
    this.apply(change);
  }
}
