import { expect, test } from "vitest";
import { find, mount } from "../test_page";
import MenuController from "./menu_controller";

const MENU = `<details open data-controller="menu" data-action="keydown.esc->menu#close click@document->menu#closeOutside">
  <summary>Menü</summary><a href="#x">Kommunen</a></details><main>Text</main>`;

test("escape closes the menu and returns to its button", async () => {
  const application = await mount(MENU, { menu: MenuController });

  find("a").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));

  expect(find<HTMLDetailsElement>("details").open).toBe(false);
  expect(document.activeElement).toBe(find("summary"));
  application.stop();
});

test("a click elsewhere closes it, a click inside does not", async () => {
  const application = await mount(MENU, { menu: MenuController });

  find("a").click();
  expect(find<HTMLDetailsElement>("details").open).toBe(true);
  find("main").click();
  expect(find<HTMLDetailsElement>("details").open).toBe(false);
  application.stop();
});
