import { afterEach, beforeEach, expect, test } from "vitest";
import type { Application } from "@hotwired/stimulus";
import { find, mount } from "../test_page";
import LiveStepsController from "./live_steps_controller";

const PATTERNS = {
  steps: { renamed: "{actor} hieß „{former}“.", recast: "{actor}: {former}" },
  kinds: { question: "Frage" },
  nobody: "–",
};
let application: Application;

beforeEach(async () => {
  const page = `<div data-controller="live-steps" data-live-thread-last-page-value="true" data-action="live-thread:changed->live-steps#changed">
<h1>Alt</h1><section data-live-steps-target="outcome" hidden><div data-live-steps-target="outcomeText"></div></section>
<div class="thread__posts"><article data-number="1"></article><article data-number="9"></article></div></div>`;
  document.documentElement.lang = "de";
  application = await mount(
    page.replace("<div ", `<div data-live-steps-patterns-value='${JSON.stringify(PATTERNS)}' `),
    {
      "live-steps": LiveStepsController,
    },
  );
});

afterEach(() => application.stop());

function change(step: object | undefined, thread: object = {}): void {
  const detail = {
    number: 5,
    at: "2018-06-14T10:42:00+02:00",
    thread: { title: "Neu", outcome_html: "", ...thread },
    step,
  };
  find("[data-controller]").dispatchEvent(new CustomEvent("live-thread:changed", { detail }));
}

test("a step is a line at its place, once, and the title is the new one", () => {
  const actor = { id: 1, name: "<b>Ada</b> $&", municipality: "" };
  for (let time = 0; time < 2; time += 1) change({ name: "renamed", actor, former: "Alt" });
  const numbers = Array.from(find(".thread__posts").children, (line) => (line as HTMLElement).dataset.number);
  expect(numbers).toEqual(["1", "5", "9"]);
  expect(find(".thread-step").textContent).toBe("<b>Ada</b> $& hieß „Alt“. 14. Juni 2018, 10:42 Uhr");
  expect(find("h1").textContent).toBe("Neu");
});

test("a former kind is told in the language of the page", () => {
  change({ name: "recast", actor: null, former: "question" });
  expect(find(".thread-step").textContent).toContain("–: Frage");
});

test("what came of it appears and goes", () => {
  change(undefined, { outcome_html: "<p>Erledigt.</p>" });
  expect([find("section").hidden, find("section").textContent]).toEqual([false, "Erledigt."]);
  change(undefined);
  expect(find("section").hidden).toBe(true);
});
