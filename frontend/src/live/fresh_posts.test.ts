import { beforeEach, expect, test, vi } from "vitest";
import { find } from "../test_page";
import { arrange, freshPosts } from "./fresh_posts";

const post = (number: number, text = ""): string =>
  `<article class="post" data-number="${number}" tabindex="-1">${text}</article>`;
const shown = (): string[] =>
  Array.from(document.querySelectorAll<HTMLElement>(".thread__posts > *"), (e) => e.dataset.number ?? e.id);

beforeEach(() => {
  document.body.innerHTML = `<section class="thread__posts">${post(1)}${post(3)}<p id="neu"></p>${post(5, "5")}</section>`;
});

test("what comes stands where it belongs, what goes is gone, what stays keeps the focus", async () => {
  const kept = find<HTMLElement>('[data-number="5"]');
  kept.focus();
  const page = `<main><section class="thread__posts">${post(1)}${post(2)}${post(4)}${post(5, "other")}${post(6)}</section></main>`;
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(page)));
  expect(await freshPosts(find(".thread__posts"))).toBe(true);
  expect(shown()).toEqual(["1", "2", "4", "5", "6"]);
  expect(find('[data-number="5"]')).toBe(kept);
  expect(document.activeElement).toBe(kept);
  vi.unstubAllGlobals();
});

test("other numbers altogether are another list", () => {
  const fresh = document.createElement("div");
  fresh.innerHTML = post(11) + post(12);
  arrange(find(".thread__posts"), Array.from(fresh.children) as HTMLElement[]);
  expect(shown()).toEqual(["11", "12"]);
});
