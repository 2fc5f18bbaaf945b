import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import LiveReplyController from "./live_reply_controller";

let application: Application;
let answers: ((response: Response) => void)[];
let bodies: string[];

function field(): HTMLTextAreaElement {
  const found = document.querySelector("textarea");
  if (!found) throw new Error("no field");
  return found;
}

function submit(): void {
  document.querySelector("form")?.requestSubmit();
}

function accept(): void {
  answers.shift()?.(Response.json({ number: 1, html: "", post: {} }, { status: 201 }));
}

beforeEach(async () => {
  answers = [];
  bodies = [];
  localStorage.clear();
  vi.stubGlobal("fetch", (_: string, options: { body: FormData }) => {
    bodies.push(options.body.get("body") as string);
    return new Promise<Response>((resolve) => answers.push(resolve));
  });
  document.body.innerHTML = `
    <form action="/antworten/" data-controller="live-reply" data-action="submit->live-reply#send:capture">
      <textarea name="body"></textarea><input name="client_id" value="first">
      <p data-live-reply-target="error" hidden></p><div data-live-reply-target="waiting" hidden></div>
      <button type="submit">Senden</button>
    </form>`;
  application = Application.start();
  application.register("live-reply", LiveReplyController);
  await vi.waitFor(() => expect(application.controllers).toHaveLength(1));
});

afterEach(() => {
  application.stop();
  vi.unstubAllGlobals();
});

test("an accepted answer leaves an empty field", async () => {
  field().value = "Erste";
  submit();
  accept();
  await vi.waitFor(() => expect(field().value).toBe(""));
});

test("what is typed while the answer is under way stays", async () => {
  field().value = "Erste";
  submit();
  field().value = "Zweite";
  accept();
  await vi.waitFor(() => expect(document.querySelector("form")?.hasAttribute("aria-busy")).toBe(false));
  expect(field().value).toBe("Zweite");
});

test("an answer sent while another is under way follows it, a double click does not", async () => {
  field().value = "Erste";
  submit();
  submit();
  field().value = "Zweite";
  submit();
  accept();
  await vi.waitFor(() => expect(bodies).toEqual(["Erste", "Zweite"]));
  submit();
  accept();
  await vi.waitFor(() => expect(field().value).toBe(""));
  expect(bodies).toEqual(["Erste", "Zweite"]);
});
