import { expect, test } from "vitest";
import { find, mount, type } from "../test_page";
import CharacterCountController from "./character_count_controller";

test("the count is silent at first and speaks when the room gets short", async () => {
  const application = await mount(
    `<div data-controller="character-count" data-character-count-label-value="noch {number}"><input maxlength="10"></div>`,
    { "character-count": CharacterCountController },
  );
  expect(find("p").textContent).toBe("");

  type("input", "123456789");

  expect(find("p").textContent).toBe("noch 1");
  application.stop();
});
