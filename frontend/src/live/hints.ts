/** The topics without a log that a page follows: they say when to look again, and who has been away looks again. */
export class Hints {
  private readonly listeners = new Map<string, () => void>();
  private hasBeenOpen = false;

  constructor(private readonly send: (frame: Record<string, unknown>) => void) {}

  follow(topic: string, listener: () => void): void {
    this.listeners.set(topic, listener);
    this.subscribe(topic);
  }

  opened(): void {
    for (const [topic, listener] of this.listeners) {
      this.subscribe(topic);
      if (this.hasBeenOpen) listener();
    }
    this.hasBeenOpen = true;
  }

  heard(topic: string): void {
    this.listeners.get(topic)?.();
  }

  /** After the server could not say whether the topic may be followed. */
  again(topic: string): void {
    if (this.listeners.has(topic)) this.subscribe(topic);
  }

  get size(): number {
    return this.listeners.size;
  }

  private subscribe(topic: string): void {
    this.send({ type: "subscribe", topic, after: null });
  }
}
