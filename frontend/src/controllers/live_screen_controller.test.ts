import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount } from "../test_page";
import type { QuestionFields, RoomChange } from "../live/question";
import type { Listener } from "../live/topic";
import LiveScreenController from "./live_screen_controller";

let room: Listener<RoomChange>;
vi.mock("../live/socket", () => ({
  liveSocket: () => ({
    follow: (_topic: string, _after: number, _url: string, listener: typeof room) => (room = listener),
    leave: () => undefined,
  }),
}));

const PAGE = `<main data-controller="live-screen"><p id="offline" data-live-screen-target="offline" hidden></p>
<p id="now" data-live-screen-target="now" data-none="Welche Frage?">Welche Frage?</p><p id="author" data-live-screen-target="author"></p>
<ol data-live-screen-target="list"><li data-question="1" data-state="waiting" data-votes="2" data-author=""><b>2</b> <span>Kosten?</span></li></ol></main>`;
let application: Application;

const line = (isThere: boolean): void => {
  window.dispatchEvent(new CustomEvent("live:line", { detail: isThere }));
};
const tell = (question: Partial<QuestionFields>): void => {
  room.change({ number: 5, kind: "question_changed", question: question as QuestionFields });
};

beforeEach(async () => {
  application = await mount(PAGE, { "live-screen": LiveScreenController });
});

afterEach(() => application.stop());

test("the question that is on stands with its author, and goes again", () => {
  const author = { id: 3, name: "Olga Offen", municipality: "Krefeld" };
  tell({ id: 2, text: "Wer zahlt?", state: "now", votes: 0, author });
  expect([find("#now").textContent, find("#author").textContent]).toEqual(["Wer zahlt?", "Olga Offen, Krefeld"]);
  expect(Array.from(find("ol").children, (item) => item.textContent)).toEqual(["0 Wer zahlt?", "2 Kosten?"]);
  tell({ id: 2, text: "Wer zahlt?", state: "answered", votes: 0, author });
  expect([find("#now").textContent, find("#author").textContent]).toEqual(["Welche Frage?", ""]);
});

test("says that it has no line, and no longer when there is one", () => {
  line(false);
  expect(find("#offline").hidden).toBe(false);
  line(true);
  expect(find("#offline").hidden).toBe(true);
});

test("a screen that nothing reaches any more does not say that it is connected", () => {
  room.stopped?.("reload");
  line(true);
  expect(find("#offline").hidden).toBe(false);
});
