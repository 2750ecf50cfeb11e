import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Order, Result } from "../../src/editor/api";
import { changesOf } from "../../src/editor/text/changes";
import { compared, interval, leftOut, point, sameLuck, signed } from "../../src/editor/run/compare";
import { removeAt } from "../../src/editor/text/edits";
import { begun, changed, redone, undone } from "../../src/editor/text/history";
import { rule } from "../../src/editor/shape/rule";
import { Runs } from "../../src/editor/run/runs";
import { EditorState } from "../../src/editor/state";
import { fakeFetch, FakeEventSource, settled } from "./fake-api";

const TEXT = "format: 1 # first\nposts:\n  centre: {nation: AA, at: [53.5, 24]}\n";
const NO_FAULT = { faults: [], sites: [], routes: [], arrangements: [], borders: [] };

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("history", () => {
  it("takes steps of one gesture for one, and forgets the future at a new step", () => {
    let history = begun("a");
    history = changed(history, "b", "drag 1");
    history = changed(history, "c", "drag 1");
    history = changed(history, "d");
    expect(undone(history).text).toBe("c");
    expect(undone(undone(history)).text).toBe("a");
    expect(redone(undone(history)).text).toBe("d");
    expect(changed(undone(history), "e").future).toEqual([]);
    expect(undone(begun("a")).text).toBe("a");
    expect(changed(history, "d")).toBe(history);
  });
});

describe("the state", () => {
  it("edits, says what cannot be done, and undoes", () => {
    const state = new EditorState();
    state.start("x", TEXT);
    expect(state.set(["posts", "centre", "at"], [54, 24])).toBe(true);
    expect(state.text.value).toBe(TEXT.replace("53.5", "54"));
    expect(state.dirty.value).toBe(true);
    state.undo();
    expect(state.text.value).toBe(TEXT);
    expect(state.dirty.value).toBe(false);
    state.history.value = changed(state.history.value, "a: [1\n");
    expect(state.edit((text) => removeAt(text, ["a"]))).toBe(false);
    expect(state.notice.value).toMatch(/^Not changed: mend the YAML first: line/);
    expect(state.data["posts"]).toBeDefined();
    expect(state.faults.value[0]).toMatchObject({ right: "mend the YAML here" });
  });

  it("checks the text once it rests, and drops an answer that came too late", async () => {
    vi.useFakeTimers();
    const asked: string[] = [];
    const waiting: ((answer: Response) => void)[] = [];
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      asked.push((JSON.parse(String(init.body)) as { yaml: string }).yaml);
      return new Promise<Response>((done) => waiting.push(done));
    });
    const state = new EditorState();
    const stop = state.watch();
    state.start("x", TEXT);
    state.set(["posts", "centre", "at"], [54, 24]);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toEqual([TEXT.replace("53.5", "54")]);
    state.set(["posts", "centre", "at"], [55, 24]);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(2);
    const fault = { line: 3, column: 3, path: "posts.centre.at", message: "outside", right: "" };
    waiting[1]!(Response.json({ ...NO_FAULT, faults: [fault] }));
    await vi.advanceTimersByTimeAsync(1);
    waiting[0]!(Response.json(NO_FAULT));
    await vi.advanceTimersByTimeAsync(1);
    expect(state.faults.value.map((one) => one.at)).toEqual([["posts", "centre", "at"]]);
    expect(state.checking.value).toBe(false);
    stop();
  });
});

const RESULT: Result = {
  answer: "Of 4 attackers, 1 gets through.", arrangements: ["a"], runs: 20, seed: 1, measure: "leak",
  table: [
    { arrangement: "a", measure: "shots", title: "shots", unit: "count", better: "", mean: 3, low: 2, high: 4 },
    { arrangement: "a", measure: "leak", title: "attackers", unit: "count", better: "lower", mean: 1, low: 0.5, high: 1.5 },
  ],
};
const ORDER: Order = { yaml: TEXT, runs: 20, seed: 1, arrangements: null, name: null };

describe("runs", () => {
  beforeEach(() => vi.stubGlobal("EventSource", FakeEventSource));

  it("tell their progress and end with a result", async () => {
    vi.stubGlobal("fetch", fakeFetch({ "POST /api/jobs": () => ({ job: "7" }), "GET /api/results/x-1/result": () => RESULT }));
    const runs = new Runs();
    await runs.start(ORDER);
    expect(FakeEventSource.last!.address).toBe("/api/jobs/7/events");
    FakeEventSource.last!.say("progress", { done: 3, total: 20, left_s: 4, what: "a" });
    expect(runs.going.value).toMatchObject({ done: 3, job: "7" });
    FakeEventSource.last!.say("done", { result: "x-1" });
    await settled();
    expect(runs.going.value).toBeUndefined();
    expect(runs.ran.value[0]).toMatchObject({ name: "x-1", order: ORDER });
    expect(FakeEventSource.last!.readyState).toBe(FakeEventSource.CLOSED);
  });

  it("say why they failed or were refused, and can be stopped", async () => {
    const stopped = vi.fn(() => ({}));
    vi.stubGlobal("fetch", fakeFetch({ "POST /api/jobs": () => ({ job: "8" }), "DELETE /api/jobs/8": stopped }));
    const runs = new Runs();
    await runs.start(ORDER);
    await runs.stop();
    expect(stopped).toHaveBeenCalledOnce();
    FakeEventSource.last!.say("stopped", {});
    expect(runs.said.value).toBe("Stopped.");
    await runs.start(ORDER);
    FakeEventSource.last!.say("failed", { message: "one fault", faults: [{ line: 1, column: 1, path: "", message: "x", right: "" }] });
    expect(runs.faults.value).toHaveLength(1);
    vi.stubGlobal("fetch", fakeFetch({}));
    await runs.start(ORDER);
    expect(runs.said.value).toBe("There is nothing of this name.");
    expect(runs.going.value).toBeUndefined();
  });
});

describe("before and after", () => {
  it("sets the means beside each other, the leading measure first", () => {
    const after: Result = { ...RESULT, table: RESULT.table.map((row) => ({ ...row, mean: row.mean! + 0.5 })) };
    const rows = compared(RESULT, after);
    expect(rows.map((row) => [row.title, row.difference, row.verdict])).toEqual([["attackers", 0.5, ""], ["shots", 0.5, ""]]);
    const far: Result = { ...RESULT, table: RESULT.table.map((row) => ({ ...row, mean: row.mean! + 2, low: row.low! + 2, high: row.high! + 2 })) };
    expect(compared(RESULT, far).map((row) => row.verdict)).toEqual(["worse", ""]); // [0.5, 1.5] and [2.5, 3.5] lie apart
    expect(compared(far, RESULT)[0]!.verdict).toBe("better");
    const bare: Result = { ...far, table: far.table.map((row) => ({ ...row, low: null, high: null })) };
    expect(compared(RESULT, bare)[0]!.verdict).toBe("");
    expect(sameLuck(RESULT, after)).toBe(true);
    expect(sameLuck(RESULT, { ...after, seed: 2 })).toBe(false);
    expect(compared(RESULT, { ...RESULT, table: [{ ...RESULT.table[0]!, arrangement: "b" }] })).toEqual([]);
  });

  it("names what is left out", () => {
    const [shots, leak] = RESULT.table;
    expect(leftOut(RESULT, RESULT)).toEqual([]);
    expect(leftOut(RESULT, { ...RESULT, table: [{ ...shots!, mean: null }, leak!] })).toEqual(["shots, a (not known after)"]);
    expect(leftOut({ ...RESULT, table: [leak!] }, RESULT)).toEqual(["shots, a (not known before)"]);
    expect(leftOut(RESULT, { ...RESULT, table: [{ ...leak!, arrangement: "b" }] })).toEqual(["“a” (only before)", "“b” (only after)"]);
  });

  it("writes numbers with their unit", () => {
    const share = { ...RESULT.table[0]!, unit: "share", mean: 0.5, low: 0.25, high: 0.75 };
    expect(point(share)).toBe("50.0 %");
    expect(interval(share)).toBe("[25.0 to 75.0]");
    expect(interval({ ...share, low: 0.5, high: 0.5 })).toBe("");
    expect(point({ ...share, mean: null })).toBe("not known");
    expect(signed(-0.123, "share")).toBe("−12.3 pp");
    expect(signed(2, "count")).toBe("+2.00");
  });

  it("says by path what was edited", () => {
    expect(changesOf({ a: { b: 1, c: [1] }, d: 1 }, { a: { b: 2, c: [2] }, e: { f: 1 } })).toEqual([
      { path: ["a", "b"], before: "1", after: "2" },
      { path: ["a", "c"], before: "[1]", after: "[2]" },
      { path: ["d"], before: "1", after: undefined },
      { path: ["e"], before: undefined, after: "{f: 1}" },
    ]);
    expect(changesOf({ r: [{ x: 1 }, { x: 2 }] }, { r: [{ x: 1 }, { x: 3 }] })).toEqual([{ path: ["r", 1, "x"], before: "2", after: "3" }]);
  });

  it("tells a rule in one sentence", () => {
    expect(rule({ action: "engage", classes: ["hostile"], territory: ["BY"], situation: ["peace"], decides: "cp", delay: { value: "30 s" }, consent: [{ of: "state" }] }))
      .toBe("engage · hostile · over BY · in peace: cp decides after 30 s, asks state");
    expect(rule({ action: "engage", forbids: true, status: "hold" })).toBe("engage · weapons hold: forbidden");
  });
});
