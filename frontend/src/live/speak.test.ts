import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { find } from "../test_page";
import { speak } from "./speak";

const MOST = 1000;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = "<p></p>";
});

afterEach(() => vi.useRealTimers());

test("the same words again are a change", () => {
  const region = find("p");
  for (let time = 0; time < 2; time += 1) {
    speak(region, "Neuer Beitrag von Ada.");
    expect(region.textContent).toBe("");
    vi.advanceTimersByTime(MOST);
    expect(region.textContent).toBe("Neuer Beitrag von Ada.");
  }
});

test("of two texts at once the last one is said", () => {
  const texts: string[] = [];
  speak(find("p"), "Neuer Beitrag von Ada.");
  speak(find("p"), "2 neue Beiträge.");
  for (let passed = 0; passed < MOST; passed += 50) {
    vi.advanceTimersByTime(50);
    texts.push(find("p").textContent);
  }
  expect([...new Set(texts)]).toEqual(["", "2 neue Beiträge."]);
});
