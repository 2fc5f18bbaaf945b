import { expect, test } from "vitest";
import { fill, read } from "./form_data";
import { find } from "./test_page";

const FORM = `<form>
  <input type="hidden" name="csrfmiddlewaretoken" value="secret"><input name="title" value="Frühstück">
  <textarea name="text"></textarea>
  <input type="checkbox" name="topic" value="work" checked><input type="checkbox" name="topic" value="sport" checked>
</form>`;

test("read leaves the token out and gathers fields of one name", () => {
  document.body.innerHTML = FORM;

  expect(read(find("form"))).toEqual({ title: "Frühstück", text: "", topic: ["work", "sport"] });
});

test("fill puts back texts and boxes, and says that it did", () => {
  document.body.innerHTML = FORM;

  const hasChanged = fill(find("form"), { title: "Neu", text: "mehr", topic: "sport", csrfmiddlewaretoken: "stolen" });

  expect(hasChanged).toBe(true);
  expect(read(find("form"))).toEqual({ title: "Neu", text: "mehr", topic: "sport" });
  expect(find<HTMLInputElement>("[type=hidden]").value).toBe("secret");
});

test("fill with what is there already changes nothing", () => {
  document.body.innerHTML = FORM;

  expect(fill(find("form"), read(find("form")))).toBe(false);
});
