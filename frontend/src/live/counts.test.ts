import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, settle } from "../test_page";
import { Counts } from "./counts";

const follow = vi.hoisted(() => new Map<string, () => void>());
vi.mock("./socket", () => ({
  liveSocket: () => ({ followHints: (topic: string, look: () => void) => follow.set(topic, look) }),
}));

const PAGE = `<p data-counts="5" data-text="Neu: {count}"></p>
<span class="count" data-bell hidden><span>0</span></span>
<main data-fresh="{count} neu"><p data-counts-news hidden></p>
<li data-space="12"><article class="thread-card"><p class="thread-card__counts"><span class="thread-card__unread">2 neu</span></p></article></li>
<a data-thread="3" data-one="1 neuer" data-many="{count} neue" data-none="Gelesen"><span>2 neue</span></a></main>`;

let answer: Record<string, unknown>;
const asked = vi.fn();

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  asked.mockReset();
  vi.stubGlobal("fetch", (url: string) => {
    asked(url);
    return Promise.resolve(new Response(JSON.stringify(answer)));
  });
  document.body.innerHTML = PAGE;
  new Counts(find("[data-counts]")).start();
});

afterEach(() => vi.unstubAllGlobals());

const look = async (topic: string, found: Record<string, unknown>): Promise<void> => {
  answer = found;
  follow.get(topic)?.();
  await settle(230);
};

test("the page shows what the server counts, where it stands, and asks once for many hints", async () => {
  follow.get("news:5")?.();
  await look("person:5", { notifications: 1, spaces: { 12: 4 }, threads: { 3: 1 }, unread_threads: 1 });
  expect(asked.mock.calls).toEqual([["/api/v1/unread?spaces=12&threads=3&total=1"]]);
  expect(find("[data-space] .thread-card__unread").textContent).toBe("4 neu");
  expect(find("[data-thread]").textContent).toBe("1 neuer");
  expect(find(".count").hidden).toBe(false);
  await settle(160);
  expect(find("[data-counts]").textContent).toBe("Neu: 1");
});

test("what was read elsewhere is counted no longer, and nobody is told of less", async () => {
  await look("person:5", { notifications: 0, spaces: {}, threads: {}, unread_threads: 0 });
  expect(document.querySelector(".thread-card__unread")).toBeNull();
  expect(find("[data-thread]").textContent).toBe("Gelesen");
  expect(find("[data-counts]").textContent).toBe("");
  expect(find("[data-counts-news]").hidden).toBe(true);
  await look("news:5", { notifications: 0, spaces: {}, threads: {}, unread_threads: 1 });
  expect(find("[data-counts-news]").hidden).toBe(false);
});
