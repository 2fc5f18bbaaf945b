import { expect, test } from "vitest";
import { find, mount } from "../test_page";
import ErrorSummaryController from "./error_summary_controller";

test("the list of mistakes takes the focus", async () => {
  const application = await mount(`<div tabindex="-1" data-controller="error-summary">Zwei Angaben</div>`, {
    "error-summary": ErrorSummaryController,
  });

  expect(document.activeElement).toBe(find("div"));
  application.stop();
});
