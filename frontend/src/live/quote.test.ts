import { expect, test } from "vitest";
import { ownText, quotation, withQuotation } from "./quote";

test("quotation names its source and marks every line", () => {
  expect(quotation("Ada Muster", "17", " Zwei\n\nAbsätze ")).toBe("> Ada Muster, #17:\n> Zwei\n>\n> Absätze");
});

test("what was written stays above the quotation", () => {
  expect(withQuotation("Danke.\n", "> X")).toBe("Danke.\n\n> X\n\n");
  expect(withQuotation("", "> X")).toBe("> X\n\n");
});

test("own text leaves out what is quoted", () => {
  const body = document.createElement("div");
  body.innerHTML = "<blockquote><p>fremd</p></blockquote><p>Eigenes <b>Wort</b></p><ul><li>Punkt</li></ul>";
  expect(ownText(body)).toBe("Eigenes Wort\n\nPunkt");
});
