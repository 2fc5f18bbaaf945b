import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Typing } from "../live/protocol";
import { find, mount, type } from "../test_page";
import LiveTypingController from "./live_typing_controller";

const said = vi.fn();
let hear: (typing: Typing) => void;
vi.mock("../live/socket", () => ({
  liveSocket: () => ({
    company: {
      followTyping: (_: string, listener: typeof hear) => (hear = listener),
      sayTyping: (...given: unknown[]) => said(...given) as unknown,
    },
  }),
}));

const PAGE = `<section data-controller="live-typing" data-live-typing-topic-value="space:1" data-live-typing-thread-value="3"
data-action="input->live-typing#say live-thread:changed@document->live-typing#changed"><textarea name="body"></textarea>
<p data-live-typing-target="text" data-one="{name} schreibt …" data-some="{count} schreiben …" data-somebody="Jemand"></p></section>`;
const person = (id: number, name: string): Typing["person"] => ({ id, name, municipality: "" });
const text = (): string | null => find("p").textContent;
let application: Application;

beforeEach(async () => {
  said.mockReset();
  application = await mount(PAGE, { "live-typing": LiveTypingController });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  application.stop();
  vi.useRealTimers();
});

test("it is said once in three seconds, and not of an emptied field", () => {
  for (const words of ["W", "Wi", ""]) type("textarea", words);
  vi.advanceTimersByTime(3000);
  type("textarea", "");
  expect(said.mock.calls).toEqual([["space:1", 3]]);
  type("textarea", "Wir");
  expect(said).toHaveBeenCalledTimes(2);
});

test("who writes in this thread stands there until the answer comes or nothing is heard any more", () => {
  hear({ topic: "space:1", thread: 4, person: person(5, "Ada") });
  expect(text()).toBe("");
  hear({ topic: "space:1", thread: 3, person: person(5, "Ada") });
  expect(text()).toBe("Ada schreibt …");
  hear({ topic: "space:1", thread: 3, person: null });
  expect(text()).toBe("2 schreiben …");
  const detail = { kind: "post_published", post: { author: { id: 5 } } };
  document.dispatchEvent(new CustomEvent("live-thread:changed", { detail }));
  expect(text()).toBe("Jemand schreibt …");
  vi.advanceTimersByTime(6000);
  expect(text()).toBe("");
});
