import { expect, test, vi } from "vitest";
import { find, mount } from "../test_page";
import PrintController from "./print_controller";

test("the button prints the page", async () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  const application = await mount(`<button data-controller="print" data-action="print#now"></button>`, {
    print: PrintController,
  });

  find("button").click();

  expect(print).toHaveBeenCalledOnce();
  application.stop();
});
