import { expect, test, vi } from "vitest";
import { find, mount, settle } from "../test_page";
import CopyLinkController from "./copy_link_controller";

test("the address is copied whole and the button says so", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
  const application = await mount(
    `<button data-controller="copy-link" data-action="copy-link#copy" data-copy-link-done-value="Kopiert"
      data-copy-link-url-value="/de/suche/?q=a"><span data-copy-link-target="label">Link kopieren</span></button>`,
    { "copy-link": CopyLinkController },
  );

  find("button").click();
  await settle();

  expect(writeText).toHaveBeenCalledWith(new URL("/de/suche/?q=a", window.location.href).href);
  expect(find("span").textContent).toBe("Kopiert");
  application.stop();
});
