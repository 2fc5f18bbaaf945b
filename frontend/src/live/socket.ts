import { ChangeLog } from "./change_log";
import { Company } from "./company";
import { Hints } from "./hints";
import { catchUpOverHttp } from "./http";
import { type CatchUp, type Change, CloseCode, type Frame, PROTOCOL } from "./protocol";
import type { Listener, Stop, Topic } from "./topic";

export type { Listener, Stop };

const FIRST_DELAY = 500;
const LONGEST_DELAY = 20_000;
const PING_EVERY = 25_000;
const ANSWER_WITHIN = 10_000;
const FAILURES_BEFORE_POLLING = 3;

/** The page's one socket. It comes back by itself and asks for what was missed; without one the page asks over HTTP. */
export class LiveSocket {
  private socket: WebSocket | undefined;
  private readonly topics = new Map<string, Topic>();
  readonly company = new Company((frame) => this.send(frame));
  private readonly hints = new Hints((frame) => this.send(frame));
  private failures = 0;
  private isEnded = false;
  private retry: number | undefined;
  private ping: number | undefined;
  private answerDue: number | undefined;

  constructor(private readonly url: string) {
    window.addEventListener("online", () => this.wake());
    window.addEventListener("offline", () => this.socket?.close());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.check();
    });
    // A page kept in the browser's back/forward cache has slept without its socket.
    window.addEventListener("pageshow", (event) => event.persisted && this.wake());
  }

  follow<C = Change>(topic: string, after: number, changesUrl: string, listener: Listener<C>): void {
    const log = new ChangeLog(
      after,
      (change) => listener.change(change as C),
      () => this.subscribe(topic),
    );
    this.topics.set(topic, { log, listener, changesUrl, isAsking: false });
    if (this.isOpen) this.subscribe(topic);
    else this.connect();
  }

  leave(topic: string): void {
    this.topics.delete(topic);
    this.send({ type: "unsubscribe", topic });
  }

  followHints(topic: string, listener: () => void): void {
    this.hints.follow(topic, listener);
    this.connect();
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  private connect(): void {
    if (this.socket || this.isEnded) return;
    window.clearTimeout(this.retry);
    const socket = new WebSocket(`${this.url}?protocol=${PROTOCOL}`);
    this.socket = socket;
    socket.addEventListener("message", (event) => {
      if (socket === this.socket) this.receive(JSON.parse(String(event.data)) as Frame);
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.socket) this.closed(event.code);
    });
  }

  private receive(frame: Frame): void {
    window.clearTimeout(this.answerDue);
    this.answerDue = undefined;
    switch (frame.type) {
      case "hello":
        if (frame.protocol !== PROTOCOL) return this.end("reload");
        this.failures = 0;
        window.dispatchEvent(new CustomEvent("live:line", { detail: true }));
        window.clearInterval(this.ping);
        this.ping = window.setInterval(() => this.check(), PING_EVERY);
        for (const topic of this.topics.keys()) this.subscribe(topic);
        this.hints.opened();
        break;
      case "hint":
        this.hints.heard(frame.topic);
        break;
      case "subscribed":
        this.caughtUp(frame.topic, frame);
        break;
      case "message":
        this.topics.get(frame.topic)?.log.receive(frame.change);
        break;
      case "presence":
      case "typing":
        this.company.heard(frame);
        break;
      case "unsubscribed":
        if (frame.reason === "behind") this.subscribe(frame.topic);
        else if (frame.reason === "revoked") this.stop(frame.topic, "revoked");
        break;
      case "error":
        if (frame.code === "not_found" && frame.topic) this.stop(frame.topic, "revoked");
        if (frame.code === "unavailable" && frame.topic) {
          const topic = frame.topic;
          window.setTimeout(() => this.subscribe(topic), 2000 + Math.random() * 3000);
        }
        break;
    }
  }

  private caughtUp(name: string, answer: CatchUp): void {
    const topic = this.topics.get(name);
    if (!topic) return;
    if (answer.reset) this.stop(name, "reload");
    else if (topic.log.catchUp(answer)) this.subscribe(name);
  }

  private subscribe(topic: string): void {
    const known = this.topics.get(topic);
    if (known) this.send({ type: "subscribe", topic, after: known.log.number });
    else this.hints.again(topic);
  }

  private send(frame: Record<string, unknown>): void {
    if (this.isOpen) this.socket?.send(JSON.stringify(frame));
  }

  /** A line can be dead without anybody having said so, for instance after the computer has slept. */
  private check(): void {
    if (!this.isOpen) return this.wake();
    this.send({ type: "ping" });
    this.answerDue ??= window.setTimeout(() => {
      const dead = this.socket;
      this.closed(0);
      dead?.close();
    }, ANSWER_WITHIN);
  }

  private wake(): void {
    this.failures = 0;
    window.clearTimeout(this.retry);
    if (this.topics.size || this.hints.size) this.connect();
  }

  private closed(code: number): void {
    this.socket = undefined;
    window.clearInterval(this.ping);
    window.clearTimeout(this.answerDue);
    this.answerDue = undefined;
    this.company.gone();
    window.dispatchEvent(new CustomEvent("live:line", { detail: false }));
    if (code === CloseCode.SIGNED_OUT) return this.end("signed-out");
    if (code === CloseCode.OTHER_PROTOCOL) return this.end("reload");
    this.failures += 1;
    if (this.failures >= FAILURES_BEFORE_POLLING) void this.askOverHttp();
    const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (this.failures - 1));
    this.retry = window.setTimeout(() => this.connect(), delay * (0.5 + Math.random()));
  }

  private async askOverHttp(): Promise<void> {
    for (const [name, topic] of [...this.topics]) {
      if (topic.isAsking) continue;
      topic.isAsking = true;
      const outcome = await catchUpOverHttp(topic.changesUrl, topic.log);
      topic.isAsking = false;
      if (outcome === "signed-out") this.end(outcome);
      else if (outcome === "reload" || outcome === "revoked") this.stop(name, outcome);
    }
  }

  private stop(name: string, reason: Stop): void {
    const topic = this.topics.get(name);
    this.topics.delete(name);
    topic?.listener.stopped?.(reason);
    this.company.gone([name]);
  }

  private end(reason: Stop): void {
    this.isEnded = true;
    for (const name of [...this.topics.keys()]) this.stop(name, reason);
    this.socket?.close();
  }
}

let shared: LiveSocket | undefined;

export function liveSocket(): LiveSocket {
  const { protocol, host } = window.location;
  shared ??= new LiveSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/ws/`);
  return shared;
}
