import { afterEach, describe, expect, it, vi } from "vitest";
import { bind } from "../../src/state/history";
import { Session } from "../../src/state/session";
import { opened } from "./case";

/** A window with an address, a history and timers of its own. */
function page(hash: string) {
  const entries = [hash];
  const heard = new Map<string, () => void>();
  const window = {
    location: { hash },
    history: {
      pushState: (_: unknown, __: string, to: string) => void (entries.push(to), (window.location.hash = to)),
      replaceState: (_: unknown, __: string, to: string) => void ((entries[entries.length - 1] = to), (window.location.hash = to)),
    },
    setTimeout: (call: () => void, ms: number) => setTimeout(call, ms), clearTimeout: (id: number) => clearTimeout(id),
    addEventListener: (name: string, call: () => void) => heard.set(name, call),
  };
  const back = () => {
    entries.pop();
    window.location.hash = entries[entries.length - 1]!;
    heard.get("popstate")!();
  };
  return { window: window as unknown as Window, entries, back };
}

afterEach(() => void vi.useRealTimers());

describe("the history of the page", () => {
  it("opens at the first difference without a fragment, and where the fragment says no moment", async () => {
    for (const [hash, panel] of [["", "log"], ["#panel=ledger", "ledger"]] as const) {
      const s = new Session(await opened());
      bind(s, page(hash).window);
      expect([s.t_s.value, s.panel.value]).toEqual([295, panel]);
    }
  });

  it("opens where the fragment says", async () => {
    const s = new Session(await opened());
    bind(s, page("#run=3&a=unified&b=&t=42").window);
    expect([s.run.value, s.a.value, s.b.value, s.t_s.value]).toEqual([3, "unified", "", 42]);
  });

  it("steps back to the choice before, and takes time for no step", async () => {
    const s = new Session(await opened());
    vi.useFakeTimers();
    const { window, entries, back } = page("");
    bind(s, window);
    s.panel.value = "runs";
    s.run.value = 3;
    expect(entries.length).toBe(3);
    s.seek(100);
    vi.advanceTimersByTime(400);
    expect(entries.length).toBe(3);
    expect(window.location.hash).toContain("run=3");
    expect(window.location.hash).toContain("t=100");
    back();
    expect([s.run.value, s.panel.value]).toEqual([0, "runs"]);
    back();
    expect(s.panel.value).toBe("log");
  });
});
