import { expect, test } from "vitest";
import { find, mount } from "../test_page";
import ThemeController from "./theme_controller";

test("the button switches, remembers and says what holds", async () => {
  localStorage.clear();
  document.documentElement.dataset.kernTheme = "light";
  const application = await mount(`<button data-controller="theme" data-action="theme#toggle"></button>`, {
    theme: ThemeController,
  });
  expect(find("button").getAttribute("aria-pressed")).toBe("false");

  find("button").click();

  expect(document.documentElement.dataset.kernTheme).toBe("dark");
  expect(localStorage.getItem("theme")).toBe("dark");
  expect(find("button").getAttribute("aria-pressed")).toBe("true");
  application.stop();
});
