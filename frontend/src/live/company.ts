import type { Frame, Person, Typing } from "./protocol";

type PresenceListener = (people: Person[], count: number) => void;
type TypingListener = (typing: Typing) => void;

/** Who is here, and who of them writes. */
export class Company {
  private readonly presence = new Map<string, PresenceListener>();
  private readonly typing = new Map<string, TypingListener>();

  constructor(private readonly send: (frame: Record<string, unknown>) => void) {}

  followPresence(topic: string, listener: PresenceListener): void {
    this.presence.set(topic, listener);
  }

  followTyping(topic: string, listener: TypingListener): void {
    this.typing.set(topic, listener);
  }

  sayTyping(topic: string, thread: number): void {
    this.send({ type: "typing", topic, thread });
  }

  heard(frame: Frame & { type: "presence" | "typing" }): void {
    if (frame.type === "presence") this.presence.get(frame.topic)?.(frame.people, frame.count);
    else this.typing.get(frame.topic)?.(frame);
  }

  /** Nobody knows who is here where nothing is heard any more. */
  gone(topics: Iterable<string> = this.presence.keys()): void {
    for (const topic of topics) this.presence.get(topic)?.([], 0);
  }
}
