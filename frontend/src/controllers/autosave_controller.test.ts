import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount, settle, type } from "../test_page";
import AutosaveController from "./autosave_controller";

const FORM = `<form data-controller="autosave" data-autosave-url-value="/api/drafts/experience/new/" data-autosave-delay-value="5">
  <input type="hidden" name="csrfmiddlewaretoken" value="token"><input name="title" value="">
  <p data-autosave-target="state" data-saved="Saved at {time}." data-local="Kept here." data-restored="Put back."></p>
</form>`;
const KEY = "draft:/api/drafts/experience/new/";

function answer(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

beforeEach(() => {
  localStorage.clear();
  document.documentElement.lang = "de";
});

afterEach(() => vi.unstubAllGlobals());

test("typing saves once, shows the time and forgets the copy", async () => {
  const fetched = vi.fn().mockResolvedValue(answer(200, { version: 4, saved_at: "2026-11-23T10:42:00" }));
  vi.stubGlobal("fetch", fetched);
  const application = await mount(FORM, { autosave: AutosaveController });

  type("[name=title]", "Früh");
  type("[name=title]", "Frühstück");
  expect(localStorage.getItem(KEY)).toContain("Frühstück");
  await settle(30);

  expect(fetched).toHaveBeenCalledTimes(1);
  const [url, request] = fetched.mock.calls[0] as [string, RequestInit & { body: string }];
  expect(url).toBe("/api/drafts/experience/new/");
  expect(JSON.parse(request.body)).toEqual({ data: { title: "Frühstück" }, version: null });
  expect(request.headers).toMatchObject({ "X-CSRFToken": "token" });
  expect(find("p").textContent).toBe("Saved at 10:42.");
  expect(localStorage.getItem(KEY)).toBeNull();
  application.stop();
});

test("without a server the text stays in the browser and comes back", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("offline")));
  const first = await mount(FORM, { autosave: AutosaveController });
  type("[name=title]", "unterwegs");
  await settle(30);
  expect(find("p").textContent).toBe("Kept here.");
  first.stop();

  const second = await mount(FORM, { autosave: AutosaveController });

  expect(find<HTMLInputElement>("[name=title]").value).toBe("unterwegs");
  expect(find("p").textContent).toBe("Put back.");
  second.stop();
});

test("a refused draft shows the server's message and keeps the copy", async () => {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(401, { message: "Bitte melden Sie sich an." })));
  const application = await mount(FORM, { autosave: AutosaveController });

  type("[name=title]", "abgelaufen");
  await settle(30);

  expect(find("p").textContent).toBe("Bitte melden Sie sich an. Kept here.");
  expect(localStorage.getItem(KEY)).toContain("abgelaufen");
  application.stop();
});

test("a form that is sent leaves no copy behind", async () => {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(200, { version: 1 })));
  const application = await mount(FORM, { autosave: AutosaveController });

  type("[name=title]", "fertig");
  find("form").dispatchEvent(new Event("submit"));

  expect(localStorage.getItem(KEY)).toBeNull();
  application.stop();
});

test("a page that is older than what was saved last shows what was saved last", async () => {
  const copy = { data: { title: "Gerade gespeichert" }, at: "2026-11-23T10:42:00", version: 7 };
  localStorage.setItem(KEY, JSON.stringify(copy));
  const older = FORM.replace("delay-value", 'version-value="6" data-autosave-delay-value');
  const application = await mount(older, { autosave: AutosaveController });
  expect(find<HTMLInputElement>("[name=title]").value).toBe("Gerade gespeichert");
  application.stop();

  localStorage.setItem(KEY, JSON.stringify(copy));
  const newer = FORM.replace("delay-value", 'version-value="8" data-autosave-delay-value');
  const other = await mount(newer, { autosave: AutosaveController });
  expect(find<HTMLInputElement>("[name=title]").value).toBe("");
  other.stop();
});

test("what this browser saved on leaving the page before is no conflict", async () => {
  localStorage.setItem(KEY, JSON.stringify({ data: { title: "Verlassen" }, at: "2026-11-23T10:42:00" }));
  const fetched = vi
    .fn()
    .mockResolvedValueOnce(answer(409, { version: 3, data: { title: "Verlassen" }, message: "Konflikt" }))
    .mockResolvedValueOnce(answer(200, { version: 4 }));
  vi.stubGlobal("fetch", fetched);
  const application = await mount(FORM, { autosave: AutosaveController });
  type("[name=title]", "Verlassen und weiter");
  await settle(30);
  const versions = fetched.mock.calls.map((call) => JSON.parse((call[1] as { body: string }).body).version as number);
  expect(versions).toEqual([null, 3]);
  application.stop();
});
