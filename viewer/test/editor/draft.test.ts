import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { all, forget, keep, kept } from "../../src/editor/draft";
import { EditorState } from "../../src/editor/state";

let room = Infinity;

beforeEach(() => {
  const kept = new Map<string, string>();
  room = Infinity;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const draft = (name: string, minute: number, text = name) => ({ name, text, kept: `2016-05-06T04:0${minute}:00Z` });

describe("drafts", () => {
  it("stand by name, the newest first", () => {
    keep(draft("a", 1));
    keep(draft("b", 2));
    keep(draft("a", 3, "later"));
    expect(all().map((one) => one.text)).toEqual(["later", "b"]);
    forget("a");
    expect(kept()!.name).toBe("b");
  });

  it("give up the oldest where the store is full, and say where nothing can be kept", () => {
    keep(draft("a", 1, "x".repeat(100)));
    room = 150;
    expect(keep(draft("b", 2))).toBe(true);
    expect(all().map((one) => one.name)).toEqual(["b"]);
    room = 0;
    expect(keep(draft("c", 3))).toBe(false);
    expect(kept()!.name).toBe("b");
  });

  it("are not touched by a scenario that is only opened", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ faults: [], sites: [], routes: [], arrangements: [], borders: [] })));
    keep(draft("x", 1, "format: 1\nid: mine\n"));
    const state = new EditorState();
    const stop = state.watch();
    state.start("x", "format: 1\nid: shipped\n");
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept()!.text).toContain("mine");
    state.set(["id"], "changed");
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept()!.text).toContain("changed");
    state.start("x", kept()!.text, "");
    expect(state.dirty.value).toBe(true); // in no file yet
    stop();
  });
});
