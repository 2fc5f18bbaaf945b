import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveSocket } from "./socket";

let line: FakeLine;
class FakeLine extends EventTarget {
  static readonly OPEN = 1;
  readonly readyState = FakeLine.OPEN;
  readonly sent: Record<string, unknown>[] = [];
  constructor() {
    super();
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the one the socket has made
    line = this;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
  }
  tell(frame: Record<string, unknown>): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeLine);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each(["space:1", "person:5"])("%s is asked for again where the server could not answer", (topic) => {
  const socket = new LiveSocket("ws://testserver/ws/");
  if (topic === "space:1") socket.follow(topic, 3, "/changes", { change: () => undefined });
  else socket.followHints(topic, () => undefined);
  line.tell({ type: "hello", protocol: 2, version: "1" });
  line.tell({ type: "error", code: "unavailable", topic });
  vi.advanceTimersByTime(5000);
  const asked = { type: "subscribe", topic, after: topic === "space:1" ? 3 : null };
  expect(line.sent).toEqual([asked, asked]);
});
