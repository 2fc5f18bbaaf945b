import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find, mount, settle, type } from "../test_page";
import SearchSuggestController from "./search_suggest_controller";

const FORM = `<form action="/de/suche/" role="search" data-controller="search-suggest" data-suggest="/api/v1/suggest"
  data-search-suggest-delay-value="1" data-suggest-label="Vorschläge" data-person="7" data-recent-label="Zuletzt gesucht"
  data-clear-label="Liste löschen"><label for="q">Suche</label><div><input type="search" id="q" name="q"></div></form>`;

const ANSWER = {
  summary: "2 Vorschläge",
  groups: [
    {
      name: "titles",
      label: "Treffer",
      items: [
        { text: "Sprachcafé & mehr", marked: "<mark>Sprach</mark>café &amp; mehr", detail: "Krefeld", url: "/a/" },
      ],
    },
    { name: "topics", label: "Themen", items: [{ text: "Sprache", detail: "", url: "/b/" }] },
  ],
};

const field = (): HTMLInputElement => find<HTMLInputElement>("#q");
const options = (): string[] =>
  Array.from(document.querySelectorAll("[role=option]"), (each) => each.textContent ?? "");
const marked = (): string | undefined =>
  document.getElementById(field().getAttribute("aria-activedescendant") ?? "")?.textContent ?? undefined;

function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  field().dispatchEvent(event);
  return event;
}

async function typing(text: string): Promise<void> {
  field().focus();
  type("#q", text);
  await settle(20);
}

let stop = (): void => undefined;

async function start(): Promise<void> {
  const application = await mount(FORM, { "search-suggest": SearchSuggestController });
  stop = () => application.stop();
}

beforeEach(async () => {
  localStorage.clear();
  vi.stubGlobal(
    "fetch",
    vi.fn().mockImplementation(async () => new Response(JSON.stringify(ANSWER))),
  );
  document.documentElement.lang = "de";
  await start();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

test("typing shows grouped suggestions and says how many", async () => {
  await typing("Spra");

  expect(fetch).toHaveBeenCalledWith("/api/v1/suggest?q=Spra&lang=de", expect.anything());
  expect(options()).toEqual(["Sprachcafé & mehr Krefeld", "Sprache"]);
  expect(find("[role=group] mark").textContent).toBe("Sprach");
  expect(field().getAttribute("aria-expanded")).toBe("true");
  expect(find("[role=status]").textContent).toBe("2 Vorschläge");
  expect(marked()).toBeUndefined();
  expect(field().value).toBe("Spra");
});

test("arrows go through the list and over its ends back to the text", async () => {
  await typing("Spra");

  press("ArrowDown");
  expect(marked()).toBe("Sprachcafé & mehr Krefeld");
  press("ArrowDown");
  expect(marked()).toBe("Sprache");
  press("ArrowDown");
  expect(marked()).toBeUndefined();
  press("ArrowUp");
  expect(marked()).toBe("Sprache");
  press("Home");
  expect(marked()).toBeUndefined();
  expect(field().value).toBe("Spra");
});

test("enter follows the marked suggestion, and sends the form without one", async () => {
  await typing("Spra");
  expect(press("Enter").defaultPrevented).toBe(false);

  press("ArrowDown");
  const followed = vi.fn((event: Event) => event.preventDefault());
  find("[role=option]").addEventListener("click", followed);
  expect(press("Enter").defaultPrevented).toBe(true);
  expect(followed).toHaveBeenCalledOnce();
});

test("escape closes first and leaves the text", async () => {
  await typing("Spra");

  expect(press("Escape").defaultPrevented).toBe(true);
  expect(find(".suggest").hidden).toBe(true);
  expect(field().getAttribute("aria-expanded")).toBe("false");
  expect(field().value).toBe("Spra");
  expect(press("Escape").defaultPrevented).toBe(false);
});

test("leaving the field closes", async () => {
  await typing("Spra");
  field().blur();
  expect(find(".suggest").hidden).toBe(true);
});

test("an unfinished word of an input method is not asked for", async () => {
  field().focus();
  field().value = "すみ";
  field().dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
  await settle(20);
  expect(fetch).not.toHaveBeenCalled();

  press("ArrowDown", { isComposing: true });
  field().dispatchEvent(new Event("compositionend", { bubbles: true }));
  await settle(20);
  expect(fetch).toHaveBeenCalledOnce();
});

test("an old question is given up for the new one", async () => {
  const signals: AbortSignal[] = [];
  vi.mocked(fetch).mockImplementation((_url, options) => {
    const signal = options?.signal as AbortSignal;
    signals.push(signal);
    return new Promise((_resolve, reject) =>
      signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))),
    );
  });
  await typing("Spra");
  await typing("Sprac");
  expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
});

test("too often, an error or no network leave a plain field", async () => {
  vi.mocked(fetch).mockImplementation(async () => new Response("", { status: 500 }));
  await typing("Spra");
  vi.mocked(fetch).mockRejectedValue(new TypeError("offline"));
  await typing("Sprac");
  expect(find(".suggest").hidden).toBe(true);

  vi.mocked(fetch).mockImplementation(async () => new Response("", { status: 429, headers: { "Retry-After": "30" } }));
  await typing("Sprach");
  await typing("Sprache");
  expect(fetch).toHaveBeenCalledTimes(3);
  expect(find(".suggest").hidden).toBe(true);
});

test("own searches stay in the browser, are offered again and can be forgotten", async () => {
  await typing("Sprachkurs am Abend");
  find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  vi.mocked(fetch).mockImplementation(async () => new Response(JSON.stringify({ groups: [], summary: "" })));

  await typing("");
  expect(options()).toEqual(["Sprachkurs am Abend"]);
  expect(find<HTMLAnchorElement>("[role=option]").getAttribute("href")).toBe("/de/suche/?q=Sprachkurs+am+Abend");
  await typing("sprach");
  expect(options()).toEqual(["Sprachkurs am Abend"]);

  find(".suggest__clear").click();
  await typing("");
  expect(options()).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test("who is not signed in leaves nothing, and finds nothing of others", async () => {
  await typing("Sprachkurs");
  find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect(localStorage.length).toBe(1);
  stop();

  document.body.innerHTML = "";
  const application = await mount(FORM.replace('data-person="7"', ""), { "search-suggest": SearchSuggestController });
  stop = () => application.stop();
  await typing("Sprachkurs");
  find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect(localStorage.length).toBe(0);
});
