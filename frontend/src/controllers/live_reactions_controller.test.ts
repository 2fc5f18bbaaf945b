import { afterEach, expect, test, vi } from "vitest";
import type { Application } from "@hotwired/stimulus";
import { find, mount, settle } from "../test_page";
import LiveReactionsController from "./live_reactions_controller";

const CHIP = (kind: string, number: number, count: string): string =>
  `<button formaction="/beitrag/${number}/reaktionen/" name="give" value="${kind}" aria-pressed="false">${kind} <b>${count}</b></button>`;
const PAGE = `<div data-controller="live-reactions" data-live-thread-user-value="5" data-action="click->live-reactions#click"
 data-live-reactions-failed-value="Nicht gesendet."><input name="csrfmiddlewaretoken" value="t">
<article data-number="17"><p class="post__reactions">${CHIP("thanks", 17, "2")}</p>
<div class="post__actions"><a data-react href="/beitrag/17/reaktionen/">Reagieren</a></div></article>
<template data-live-thread-target="template"><article><p class="post__reactions" data-slot="reactions">
${CHIP("helpful", 0, "")}${CHIP("thanks", 0, "")}</p></article></template></div>`;
let application: Application;

afterEach(() => {
  application.stop();
  vi.unstubAllGlobals();
});

const chips = (): string[] =>
  Array.from(document.querySelectorAll("article[data-number] .post__reactions > *"), (chip) =>
    `${chip.textContent?.trim() ?? ""} ${chip.getAttribute("aria-pressed") ?? ""}`.trim(),
  );

test("react shows every word, and again only those that were given", async () => {
  application = await mount(PAGE, { "live-reactions": LiveReactionsController });
  find("[data-react]").click();
  expect(chips()).toEqual(["helpful false", "thanks 2 false"]);
  expect(document.activeElement).toBe(find("[value=helpful]"));
  expect(find("[value=helpful]").getAttribute("formaction")).toBe("/beitrag/17/reaktionen/");
  find("[data-react]").click();
  expect(chips()).toEqual(["thanks 2 false"]);
});

test("a word is sent and shown as one's own, and keeps the focus", async () => {
  const answer = new Response(JSON.stringify({ reactions: { thanks: [1, 2, 5] } }));
  const send = vi.fn<typeof fetch>().mockResolvedValue(answer);
  vi.stubGlobal("fetch", send);
  application = await mount(PAGE, { "live-reactions": LiveReactionsController });
  find("[value=thanks]").focus();
  find("[value=thanks]").click();
  await settle();
  expect(String(send.mock.calls[0]?.[1]?.body as URLSearchParams)).toBe("give=thanks");
  expect(chips()).toEqual(["thanks 3 true"]);
  expect(find<HTMLButtonElement>("[value=thanks]").name).toBe("take_back");
  expect(document.activeElement).toBe(find("[value=thanks]"));
});

test("what could not be sent is said", async () => {
  vi.stubGlobal("fetch", vi.fn<typeof fetch>().mockRejectedValue(new TypeError("offline")));
  application = await mount(PAGE, { "live-reactions": LiveReactionsController });
  find("[value=thanks]").click();
  await settle();
  expect(find("[role=alert]").textContent).toBe("Nicht gesendet.");
  expect(chips()).toEqual(["thanks 2 false"]);
});
