import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import LateToolbarController from "./late_toolbar_controller";

let application: Application;
const field = (): HTMLTextAreaElement => document.querySelector("textarea") as HTMLTextAreaElement;
const button = (mark: string): HTMLButtonElement =>
  document.querySelector(`[data-mark=${mark}]`) as unknown as HTMLButtonElement;

beforeEach(async () => {
  // happy-dom has no execCommand; the fallback is what is seen here, undo in the walk through a real browser.
  document.execCommand = () => false;
  document.body.innerHTML = `<form><div data-controller="late-toolbar"><div role="toolbar"><button type="button" data-mark="bold">F</button>
    <button type="button" data-mark="list" tabindex="-1">L</button></div><textarea>Text</textarea></div></form>`;
  application = Application.start();
  application.register("late-toolbar", LateToolbarController);
  await Promise.resolve();
});
afterEach(() => application.stop());

test("a button changes what is selected, and says so to those who listen", () => {
  let heard = 0;
  field().addEventListener("input", () => (heard += 1));
  field().setSelectionRange(0, 4);
  button("bold").click();
  expect([field().value, field().selectionStart, field().selectionEnd, heard]).toEqual(["**Text**", 2, 6, 1]);
});

test("arrow keys go round the toolbar, which has one stop for the Tab key", () => {
  button("bold").focus();
  for (const mark of ["list", "bold"]) {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    expect(document.activeElement).toBe(button(mark));
  }
  expect([button("bold").tabIndex, button("list").tabIndex]).toEqual([0, -1]);
});

test("Ctrl+B is bold too", () => {
  field().setSelectionRange(0, 4);
  field().dispatchEvent(new KeyboardEvent("keydown", { key: "b", ctrlKey: true, bubbles: true, cancelable: true }));
  expect(field().value).toBe("**Text**");
});
