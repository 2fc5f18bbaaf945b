import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount, settle } from "../test_page";
import type { Uploaded } from "../writing/upload";
import LateAttachController from "./late_attach_controller";

let answers: ((answer: Uploaded) => void)[];
vi.mock("../writing/upload", () => ({
  filesIn: (files: File[]) => files,
  upload: () => new Promise<Uploaded>((resolve) => answers.push(resolve)),
}));

const PAGE = `<form><div data-controller="late-attach" data-upload="/api/v1/uploads/post/1">
<div data-files-error></div><input type="file"><ul data-files-list data-failed="kam nicht an."></ul></div>
<button name="do" value="preview">Vorschau</button><button id="send">Senden</button></form>`;
let application: Application;
let sent: (string | undefined)[];

const drop = (): void => {
  const event = Object.assign(new Event("drop", { cancelable: true }), {
    dataTransfer: [new File(["x"], "platz.jpg")],
  });
  find("[data-controller]").dispatchEvent(event);
};

beforeEach(async () => {
  [answers, sent] = [[], []];
  application = await mount(PAGE, { "late-attach": LateAttachController });
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    sent.push(event.submitter?.id || event.submitter?.getAttribute("value") || undefined);
  });
});

afterEach(() => application.stop());

test("a preview asked for while a file is on its way is a preview when it is there", async () => {
  drop();
  find("[value=preview]").click();
  expect(sent).toEqual([]);
  answers.shift()?.({ status: 201, html: '<li data-file="a">platz.jpg</li>' });
  await settle();
  expect(sent).toEqual(["preview"]);
});

test("nothing is sent without the file that failed, until it is asked for again", async () => {
  drop();
  find("#send").click();
  answers.shift()?.({ status: 500 });
  await settle();
  expect([sent, find("[data-files-error]").textContent]).toEqual([[], "platz.jpg: kam nicht an."]);
  find("#send").click();
  expect(sent).toEqual(["send"]);
});
