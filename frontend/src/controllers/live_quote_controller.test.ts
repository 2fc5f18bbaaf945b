import { afterEach, expect, test } from "vitest";
import type { Application } from "@hotwired/stimulus";
import { find, mount } from "../test_page";
import LiveQuoteController from "./live_quote_controller";

const PAGE = `<div data-controller="live-quote" data-action="pointerdown->live-quote#remember click->live-quote#quote">
<article data-number="17"><span id="by-17">Ada Muster</span><div class="post__body"><p id="said">Erst das eine.</p></div>
<a href="?quote=17#reply">Zitieren</a></article>
<form id="reply"><textarea name="body">Danke.</textarea></form></div>`;
let application: Application;

afterEach(() => application.stop());

test("quote takes all that the post says below what is written", async () => {
  application = await mount(PAGE, { "live-quote": LiveQuoteController });
  find('a[href^="?quote="]').click();
  expect(find<HTMLTextAreaElement>("textarea").value).toBe("Danke.\n\n> Ada Muster, #17:\n> Erst das eine.\n\n");
  expect(document.activeElement).toBe(find("textarea"));
});

test("quote takes what was selected when it was pressed", async () => {
  application = await mount(PAGE, { "live-quote": LiveQuoteController });
  const text = find("#said").firstChild as Text;
  window.getSelection()?.setBaseAndExtent(text, 5, text, 13);
  find('a[href^="?quote="]').dispatchEvent(new Event("pointerdown", { bubbles: true }));
  window.getSelection()?.removeAllRanges();
  find('a[href^="?quote="]').click();
  expect(find<HTMLTextAreaElement>("textarea").value).toContain("> das eine\n");
});

test("without an answer the link is followed", async () => {
  application = await mount(PAGE.replace(/<form.*form>/, ""), { "live-quote": LiveQuoteController });
  const click = new MouseEvent("click", { bubbles: true, cancelable: true });
  document.addEventListener("click", (event) => event.preventDefault(), { once: true });
  let wasTaken: boolean | undefined;
  find("div").addEventListener("click", (event) => (wasTaken = event.defaultPrevented));
  find('a[href^="?quote="]').dispatchEvent(click);
  expect(wasTaken).toBe(false);
});
