import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, settle } from "../test_page";
import { NewPosts } from "./new_posts";

const PAGE = `<article data-number="8"></article><article data-number="9"></article><p id="more" hidden>
<b data-one="1 neuer Beitrag" data-many="{count} neue Beiträge"></b></p><i data-one="Neu von {author}." data-many="{count} neue."></i>`;
let posts: NewPosts;
const post = (number: number): HTMLElement => find(`[data-number="${number}"]`);
const said = (): unknown[] => [find("#more").hidden, find("b").textContent, find("i").textContent];

beforeEach(() => {
  document.body.innerHTML = PAGE;
  const signs = { more: find("#more"), label: find("b"), announcer: find("i") };
  posts = new NewPosts(
    "/gelesen",
    "space:1",
    () => "",
    signs,
    (change) => change(),
  );
});

afterEach(() => posts.stop());

test("one new post is announced by its author, more by their number", async () => {
  posts.arrived(post(8), "Ada");
  await settle(160);
  expect(said()).toEqual([false, "1 neuer Beitrag", "Neu von Ada."]);
  posts.arrived(post(9), "Ben");
  await settle(160);
  expect(said()).toEqual([false, "2 neue Beiträge", "2 neue."]);
});

test("the button leads to the first one here and is gone then", () => {
  for (const number of [8, 9]) posts.arrived(post(number), "Ada");
  posts.goToFirst();
  expect([document.activeElement, find("#more").hidden]).toEqual([post(8), true]);
});

test("the button leads to the page that has the first one", () => {
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => undefined);
  posts.arrivedElsewhere();
  expect(find("b").textContent).toBe("1 neuer Beitrag");
  posts.goToFirst();
  expect(assign).toHaveBeenCalledWith(`${window.location.pathname}?unread`);
});
