import { expect, test } from "vitest";
import { mount, type, find } from "../test_page";
import ConfirmLeaveController from "./confirm_leave_controller";

function leave(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

test("leaving is asked about only between typing and sending", async () => {
  const application = await mount(`<form data-controller="confirm-leave"><input name="a"></form>`, {
    "confirm-leave": ConfirmLeaveController,
  });
  expect(leave()).toBe(false);

  type("input", "x");
  expect(leave()).toBe(true);

  find("form").dispatchEvent(new Event("submit"));
  expect(leave()).toBe(false);
  application.stop();
});
