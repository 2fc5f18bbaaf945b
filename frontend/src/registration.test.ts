import { expect, test } from "vitest";
import { identifierOf } from "./registration";

test("identifier derives from the file name", () => {
  expect(identifierOf("./controllers/tag_input_controller.ts")).toBe("tag-input");
  expect(identifierOf("../controllers/live_thread_controller.ts")).toBe("live-thread");
});
