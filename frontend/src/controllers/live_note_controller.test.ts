import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount, settle, type } from "../test_page";
import LiveNoteController from "./live_note_controller";

vi.mock("../live/socket", () => ({ liveSocket: () => ({ follow: () => undefined, leave: () => undefined }) }));

const PAGE = `<div data-controller="live-note"><form action="/live/abc/ergebnisse/" data-live-note-target="form"
data-action="input->live-note#typed submit->live-note#save online@window->live-note#typed
pagehide@window->live-note#leaving beforeunload@window->live-note#asking"><input type="hidden" name="version" value="3">
<input type="hidden" name="base" value="eins"><textarea name="body">eins</textarea><button>Speichern</button>
<section data-live-note-target="other" hidden><pre data-live-note-target="otherText"></pre></section>
<p data-live-note-target="problem" hidden></p><p data-live-note-target="state" data-saved="Gespeichert"></p></form>
<p data-live-note-target="notice" hidden></p></div>`;
let application: Application;
let answers: { resolve: (response: Response) => void; reject: (problem: Error) => void }[];
let sent: { keepalive?: boolean; fields: Record<string, unknown> }[];

const answer = (fields: Record<string, unknown>, status = 200): void =>
  answers.shift()?.resolve(Response.json({ writer: "", ...fields }, { status }));
const leave = (): boolean => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  window.dispatchEvent(new Event("pagehide"));
  return event.defaultPrevented;
};

beforeEach(async () => {
  [answers, sent] = [[], []];
  localStorage.clear();
  vi.stubGlobal("fetch", (_: string, { body, keepalive }: { body: FormData; keepalive?: boolean }) => {
    sent.push({ ...(keepalive ? { keepalive } : {}), fields: Object.fromEntries(body) });
    return new Promise<Response>((resolve, reject) => answers.push({ resolve, reject }));
  });
  document.documentElement.lang = "de";
  application = await mount(PAGE, { "live-note": LiveNoteController });
});

afterEach(async () => {
  // The window is the same for all tests.
  document.body.innerHTML = "";
  await settle();
  application.stop();
  vi.unstubAllGlobals();
});

test("what was typed last is sent when the page is left, without a question", () => {
  type("textarea", "eins zwei");
  expect(leave()).toBe(false);
  expect(sent).toEqual([{ keepalive: true, fields: { version: "3", base: "eins", body: "eins zwei" } }]);
});

test("what was typed since the text was sent goes on from that", () => {
  type("textarea", "eins zwei");
  find("button").click();
  type("textarea", "eins zwei drei");
  leave();
  expect(sent[1]).toEqual({ keepalive: true, fields: { version: "3", base: "eins zwei", body: "eins zwei drei" } });
});

test("nothing is sent of a text that is there already", async () => {
  type("textarea", "eins zwei");
  find("button").click();
  answer({ body: "eins zwei", version: 4 });
  await settle();
  expect(leave()).toBe(false);
  expect([sent.length, find<HTMLInputElement>("[name=version]").value]).toEqual([1, "4"]);
});

test("who leaves a text that the server does not have is asked", async () => {
  type("textarea", "eins zwei");
  find("button").click();
  answers.shift()?.reject(new TypeError("no line"));
  await settle();
  expect(leave()).toBe(true);
});

test("a text in conflict stands beside the stored one and does not replace it by leaving", async () => {
  type("textarea", "EINS");
  find("button").click();
  answer({ body: "Eins", version: 4, message: "Zugleich" }, 409);
  await settle();
  expect([find("pre").textContent, find<HTMLTextAreaElement>("textarea").value]).toEqual(["Eins", "EINS"]);
  expect(leave()).toBe(true);
  expect(sent.length).toBe(1);
});

test("what was typed and never arrived is there again after a crash, and goes on from what it began with", async () => {
  type("textarea", "eins zwei");
  application.stop();
  document.body.innerHTML = "";
  await settle();
  const page = PAGE.replace('value="3"', 'value="4"').replaceAll("eins", "null eins");
  application = await mount(page, { "live-note": LiveNoteController });
  expect(find<HTMLTextAreaElement>("textarea").value).toBe("eins zwei");
  find("button").click();
  expect(sent.at(-1)?.fields).toEqual({ version: "3", base: "eins", body: "eins zwei" });
  answer({ body: "null eins zwei", version: 5 });
  await settle();
  expect(find<HTMLTextAreaElement>("textarea").value).toBe("null eins zwei");
  expect(localStorage.length).toBe(0);
});
