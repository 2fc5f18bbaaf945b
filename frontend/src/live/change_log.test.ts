import { beforeEach, describe, expect, test, vi } from "vitest";
import { ChangeLog } from "./change_log";
import type { Change } from "./protocol";

const change = (number: number): Change => ({ number, kind: "post_published" }) as Change;

describe("ChangeLog", () => {
  let applied: number[];
  const askAgain = vi.fn();
  let log: ChangeLog;

  beforeEach(() => {
    applied = [];
    askAgain.mockReset();
    log = new ChangeLog(3, (next) => applied.push(next.number), askAgain);
  });

  test("changes in order pass once", () => {
    for (const number of [4, 5, 5, 4, 3, 6]) log.receive(change(number));
    expect(applied).toEqual([4, 5, 6]);
    expect(askAgain).not.toHaveBeenCalled();
  });

  test("a gap holds back what follows and asks", () => {
    log.receive(change(6));
    expect(applied).toEqual([]);
    expect(askAgain).toHaveBeenCalledOnce();
    log.catchUp({ number: 6, changes: [change(5), change(4), change(6)], more: false, reset: false });
    log.receive(change(6));
    log.receive(change(7));
    expect(applied).toEqual([4, 5, 6, 7]);
  });

  test("numbers missing in the answer are not waited for", () => {
    log.catchUp({ number: 9, changes: [change(7)], more: false, reset: false });
    log.receive(change(10));
    expect(applied).toEqual([7, 10]);
  });

  test("a portion asks on from its end", () => {
    expect(log.catchUp({ number: 5, changes: [change(4), change(5)], more: true, reset: false })).toBe(true);
    expect(log.number).toBe(5);
  });

  test("any mixture of answers and messages ends in the same order", () => {
    log.receive(change(4));
    log.catchUp({ number: 5, changes: [change(4), change(5)], more: false, reset: false });
    log.receive(change(5));
    log.receive(change(6));
    log.catchUp({ number: 6, changes: [change(5), change(6)], more: false, reset: false });
    expect(applied).toEqual([4, 5, 6]);
  });
});
