import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount, settle } from "../test_page";
import LivePollsController from "./live_polls_controller";

const POLL = `<article><div data-poll="7"><form action="../beitrag/7/umfrage/"><input type="radio" name="option" value="1" checked>
<button type="submit">Abstimmen</button><button type="submit" formaction="../beitrag/7/umfrage/?zuruecknehmen" id="back">Zurück</button>
</form><span data-tally="1.yes">1</span><b data-voters>1</b><p data-poll-said></p></div></article>`;
const PAGE = `<div data-controller="live-polls" data-voted="Gezählt." data-action="submit->live-polls#vote live-thread:changed->live-polls#changed person:hint@document->live-polls#lookForOwn">${POLL}</div>`;
let application: Application;
let answer: () => Promise<Response>;
const asked = vi.fn();

beforeEach(async () => {
  asked.mockReset();
  vi.stubGlobal("fetch", (url: string) => {
    asked(url);
    return answer();
  });
  application = await mount(PAGE, { "live-polls": LivePollsController });
});

afterEach(() => {
  application.stop();
  vi.unstubAllGlobals();
});

test("a vote shows the poll as the server has it, and says so", async () => {
  answer = () => Promise.resolve(Response.json({ html: POLL.replace(">1</span>", ">2</span>") }));
  find("button").click();
  await settle();
  expect(asked.mock.calls).toEqual([["../beitrag/7/umfrage/"]]);
  expect([find("[data-tally]").textContent, find("[data-poll-said]").textContent]).toEqual(["2", "Gezählt."]);
});

test("a vote that is taken back without the script is taken back, and not given again", async () => {
  answer = () => Promise.reject(new TypeError("no line"));
  const form = find<HTMLFormElement>("form");
  const submit = vi.spyOn(form, "submit").mockImplementation(() => undefined);
  find("#back").click();
  await settle();
  expect(submit).toHaveBeenCalledOnce();
  expect(form.getAttribute("action")).toBe("../beitrag/7/umfrage/?zuruecknehmen");
});

/** Somebody votes, and then a hint comes for this reader. */
async function polledAndHinted(): Promise<void> {
  const poll = { options: [{ id: "1", counts: { yes: 2 } }], voter_count: 2 };
  const detail = { kind: "post_polled", post: { number: 7, poll } };
  find("[data-controller]").dispatchEvent(new CustomEvent("live-thread:changed", { detail }));
  vi.useFakeTimers();
  document.dispatchEvent(new CustomEvent("person:hint"));
  await vi.advanceTimersByTimeAsync(400);
  vi.useRealTimers();
}

test("a vote of one's own from another device shows after the hint, and nothing is asked for without a vote", async () => {
  const elsewhere = POLL.replace(" checked", "").replace("Abstimmen", "Stimme ändern").replaceAll(">1<", ">2<");
  answer = () => Promise.resolve(Response.json({ html: elsewhere }));
  await polledAndHinted();
  expect([find("button").textContent, find("[data-voters]").textContent]).toEqual(["Stimme ändern", "2"]);
  document.dispatchEvent(new CustomEvent("person:hint"));
  await settle();
  expect(asked.mock.calls).toEqual([["../beitrag/7/"]]);
});

test("what the reader is about to choose stays, with the counts as they are", async () => {
  answer = () => Promise.resolve(Response.json({ html: POLL }));
  find<HTMLInputElement>("input").checked = false;
  await polledAndHinted();
  expect([find<HTMLInputElement>("input").checked, find("[data-tally]").textContent]).toEqual([false, "2"]);
});
