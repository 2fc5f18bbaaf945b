import { ask, NOTHING, TooOften, type Answer } from "./answer";

const SHORTEST = 2;

/** Asks for suggestions a moment after the last letter, one question at a time, and rests when it is told to. */
export class Asking {
  private timer: number | undefined;
  private request: AbortController | undefined;
  private restingUntil = 0;

  constructor(
    private readonly url: string,
    private readonly show: (answer: Answer) => void,
  ) {}

  typed(text: string, delay: number): void {
    this.cancel();
    if (text.trim().length < SHORTEST || Date.now() < this.restingUntil) this.show(NOTHING);
    else this.timer = window.setTimeout(() => void this.suggest(text.trim()), delay);
  }

  cancel(): void {
    window.clearTimeout(this.timer);
    this.request?.abort();
  }

  private async suggest(text: string): Promise<void> {
    this.request = new AbortController();
    try {
      this.show(await ask(this.url, text, document.documentElement.lang, this.request.signal));
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === "AbortError") return;
      if (problem instanceof TooOften) this.restingUntil = Date.now() + problem.seconds * 1000;
      this.show(NOTHING);
    }
  }
}
