import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find } from "../test_page";
import { SeenPosts } from "./seen_posts";

let watched: Set<Element>;
let look: (entries: Partial<IntersectionObserverEntry>[]) => void;
let seen: SeenPosts;
const changed = vi.fn();
const post = (number: number): HTMLElement | null => document.querySelector(`[data-number="${number}"]`);
const numbers = (): (string | undefined)[] => Array.from(seen.unseen, (article) => article.dataset.number);

beforeEach(() => {
  watched = new Set();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(listener: typeof look) {
        look = listener;
      }
      observe = (element: Element): unknown => watched.add(element);
      unobserve = (element: Element): unknown => watched.delete(element);
      disconnect = (): void => watched.clear();
    },
  );
  document.body.innerHTML = '<article data-number="8"></article><article data-number="9"></article>';
  changed.mockReset();
  seen = new SeenPosts("/gelesen", "space:1", () => "", changed);
  for (const number of [8, 9]) seen.watch(find(`[data-number="${number}"]`));
});

afterEach(() => {
  seen.stop();
  vi.unstubAllGlobals();
});

test("a new post that is changed before it was seen is new until it is seen", () => {
  const fresh = document.createElement("article");
  fresh.dataset.number = "8";
  post(8)?.replaceWith(fresh);
  seen.lookAround(post);
  expect([numbers(), [...watched]]).toEqual([
    ["9", "8"],
    [post(9), fresh],
  ]);
  look([{ isIntersecting: true, target: fresh }]);
  expect([numbers(), changed.mock.calls.length]).toEqual([["9"], 2]);
});

test("a new post that went into another thread is no news any more", () => {
  post(9)?.remove();
  seen.lookAround(post);
  expect([numbers(), [...watched]]).toEqual([["8"], [post(8)]]);
});
