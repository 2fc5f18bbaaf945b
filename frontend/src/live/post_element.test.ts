import { beforeEach, expect, test } from "vitest";
import { place, postElement } from "./post_element";
import type { PostFields } from "./protocol";

const BLANK = `<article class="post"><span data-slot="initials"></span><p><span data-slot="author">Ehemaliges Mitglied</span>
<span data-slot="place"></span><a data-slot="link" href="/de/raeume/r/beitrag/0/"><time data-slot="time"></time></a>
<i data-slot="edited">bearbeitet</i></p><p data-slot="accepted">angenommen</p><p data-slot="deleted">gelöscht</p>
<p data-slot="removed">entfernt</p><p data-slot="hidden"><b data-reason="insult">beleidigend</b><b data-reason="wrong">falsch</b><a data-slot="why" href="/beitrag/0/moderation/">?</a></p><div data-slot="body"></div><p class="post__reactions" data-slot="reactions"><button name="give"
value="thanks" formaction="/beitrag/0/reaktionen/">Danke <b></b></button></p><div class="post__actions" data-slot="actions">
<a data-slot="react" href="/beitrag/0/reaktionen/">r</a><a data-slot="who" href="/beitrag/0/reaktionen/">w</a><a data-slot="quote" href="?quote=0#reply">z</a><a data-slot="edit" href="/de/raeume/r/beitrag/0/bearbeiten/">b</a>
<a data-slot="delete" href="/de/raeume/r/beitrag/0/loeschen/">l</a></div></article>`;

const post = (fields: Partial<PostFields> = {}): PostFields => ({
  number: 17,
  author: { id: 5, name: "Ada Muster", municipality: "Krefeld" },
  body_html: "<p>Text</p>",
  created_at: "2018-06-14T10:42:00+02:00",
  edited_at: null,
  is_deleted: false,
  is_removed: false,
  hidden_reason: "",
  reactions: {},
  files: [],
  links: [],
  poll: null,
  ...fields,
});
const reader = { id: 5, alias: 0, canEdit: true, canReact: true, canManage: false };
let template: HTMLTemplateElement;

beforeEach(() => {
  template = document.createElement("template");
  template.innerHTML = BLANK;
  document.documentElement.lang = "de";
});

const slots = (article: HTMLElement): string[] =>
  Array.from(article.querySelectorAll<HTMLElement>("[data-slot]"), (element) => element.dataset.slot ?? "");

test("own post has its text and its buttons", () => {
  const article = postElement(template, post(), reader, false);
  expect(article.id).toBe("beitrag-17");
  expect(slots(article)).toEqual([
    "initials",
    "author",
    "place",
    "link",
    "time",
    "body",
    "actions",
    "quote",
    "edit",
    "delete",
  ]);
  expect(article.querySelector("[data-slot=edit]")?.getAttribute("href")).toBe("/de/raeume/r/beitrag/17/bearbeiten/");
  expect(article.querySelector("[data-slot=quote]")?.getAttribute("href")).toBe("?quote=17#reply");
  expect(article.querySelector("[data-slot=initials]")?.textContent).toBe("AM");
});

test("deleted post of another person shows neither text nor buttons", () => {
  const article = postElement(template, post({ is_deleted: true, body_html: "" }), { ...reader, id: 1 }, false);
  expect(slots(article)).toEqual(["initials", "author", "place", "link", "time", "deleted"]);
});

test("removed post says that it was not its author", () => {
  const gone = { is_deleted: true, is_removed: true, edited_at: "2018-06-14T11:00:00+02:00", body_html: "" };
  const article = postElement(template, post(gone), { ...reader, id: 1 }, false);
  expect(slots(article)).toEqual(["initials", "author", "place", "link", "time", "removed"]);
});

test("hidden post says why, and leads its author and those who manage to the decision", () => {
  const hidden = { is_deleted: true, hidden_reason: "insult", body_html: "" };
  const [own, other] = [5, 1].map((id) => postElement(template, post(hidden), { ...reader, id }, false));
  expect(slots(other as HTMLElement)).toEqual(["initials", "author", "place", "link", "time", "hidden"]);
  expect(other?.querySelector("[data-slot=hidden]")?.textContent).toBe("beleidigend");
  expect(own?.querySelector("[data-slot=why]")?.getAttribute("href")).toBe("/beitrag/17/moderation/");
});

test("reactions are buttons on posts of others and text on one's own", () => {
  const reactions = { thanks: [1, 7] };
  const [own, other] = [5, 1].map((id) =>
    postElement(
      template,
      post({ reactions, author: { id, name: "A", municipality: "" } }),
      { ...reader, id: 5 },
      false,
    ),
  );
  expect(own?.querySelector(".post__reactions > span")?.textContent).toBe("Danke 2");
  expect(own?.querySelector("[data-slot=who]")).not.toBeNull();
  expect(other?.querySelector(".post__reactions > button")?.getAttribute("formaction")).toBe("/beitrag/17/reaktionen/");
  expect(other?.querySelector("[data-slot=react]")).not.toBeNull();
});

test("an alias is one's own by its number, and speaks the language of the page", () => {
  const author = { id: 99, name: "Stadt (A)", municipality: "", names: { de: "Stadt (A)", en: "Town (A)" } };
  document.documentElement.lang = "en";
  const [own, other] = [99, 98].map((alias) =>
    postElement(template, post({ author, reactions: {} }), { ...reader, alias }, false),
  );
  expect([own?.classList.contains("post--own"), other?.classList.contains("post--own")]).toEqual([true, false]);
  expect(own?.querySelector("[data-slot=author]")?.textContent).toBe("Town (A)");
  expect(own?.querySelector("[data-slot=initials]")?.textContent).toBe("TA");
});

test("names are text, never markup", () => {
  const hostile = { id: 1, name: "<img src=x onerror=alert(1)>", municipality: "<b>K</b>" };
  const article = postElement(template, post({ author: hostile }), reader, false);
  expect(article.querySelector("img, b")).toBeNull();
});

test("post of a former member keeps the blank's words", () => {
  const article = postElement(template, post({ author: null }), { ...reader, id: 0 }, true);
  expect(article.querySelector("[data-slot=author]")?.textContent).toBe("Ehemaliges Mitglied");
  expect(article.className).toBe("post post--accepted");
});

test("posts stand by number, each once", () => {
  const list = document.createElement("section");
  const results = [20, 17, 23, 17].map((number) => place(list, postElement(template, post({ number }), reader, false)));
  expect(results).toEqual(["new", "new", "new", "replaced"]);
  expect(Array.from(list.children, (article) => article.id)).toEqual(["beitrag-17", "beitrag-20", "beitrag-23"]);
});
