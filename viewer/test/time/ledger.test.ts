import { describe, expect, it } from "vitest";
import { span } from "../../src/panels/Strip";
import { chosen, differing, ended, later, pairs } from "../../src/state/ledger";
import { atHand, bins, count, show, values, withFate } from "../../src/state/runs";
import { Session } from "../../src/state/session";
import { opened } from "./case";

describe("ledgers side by side", () => {
  it("marks the steps that differ", async () => {
    const s = new Session(await opened());
    const [one, none] = pairs(s.worldA.value, s.worldB.value);
    expect(none).toBeUndefined();
    expect(one!.differs).toEqual([false, false, false, false, false, true, true]);
    expect(one!.fateDiffers).toBe(true);
    expect(differing(one!)).toBe(true);
    expect(ended(one!.a!)).toBe("never decided: waiting for consent");
    expect(ended(one!.b!)).toBe("destroyed");
  });

  it("differs nowhere where the worlds are alike, or where there is one", async () => {
    const s = new Session(await opened());
    expect(differing(pairs(s.worldB.value, s.worldB.value)[0]!)).toBe(false);
    expect(differing(pairs(s.worldA.value, undefined)[0]!)).toBe(false);
  });

  it("takes a second for the same moment", () => {
    expect([later(10, 11), later(10, 12), later(12, 10), later(null, 10), later(null, null)]).toEqual([0, 2, -2, 0, 0]);
  });

  it("filters by words, nation and difference", async () => {
    const s = new Session(await opened());
    const all = pairs(s.worldA.value, s.worldB.value);
    const n = (text: string, nation: string, only: boolean) => chosen(s.file, all, text, nation, only).length;
    expect([n("drone", "", true), n("destroyed", "alba", false), n("", "borda", false), n("liner", "", false)]).toEqual([1, 1, 0, 0]);
  });
});

describe("runs", () => {
  it("reads the outcomes of all and the runs at hand", async () => {
    const s = new Session(await opened());
    expect([...values(s, 0, 0)]).toEqual([1, 1, 1, 0]);
    expect(count(s.file)).toBe(4);
    expect(atHand(s)).toEqual([{ run: 0, why: ["median", "first difference"] }, { run: 3, why: ["best"] }]);
    expect(withFate(s, 7, "destroyed", "national")).toEqual([3]);
    expect(withFate(s, 7, "destroyed", "unified")).toEqual([0, 3]);
  });

  it("gives whole numbers a bin each, and leaves out what is not known", () => {
    expect(bins(Float64Array.of(0, 1, 1, 3, NaN), 0, 3, 24).bins.map((one) => one.count)).toEqual([1, 2, 0, 1]);
    expect(bins(Float64Array.of(0, 0.5, 10), 0, 10, 5).bins.map((one) => one.count)).toEqual([2, 0, 0, 0, 1]);
    expect(bins(Float64Array.of(2, 2), 2, 2, 5).bins.map((one) => one.count)).toEqual([2]);
  });

  it("names a bin by its whole number or its ends, with the unit", () => {
    const whole = bins(Float64Array.of(0, 1), 0, 1, 24);
    expect(whole.whole).toBe(true);
    expect(span(whole.bins[1]!, true, "s")).toBe("1 s");
    const parts = bins(Float64Array.of(0, 0.25), 0, 0.25, 2);
    expect(parts.whole).toBe(false);
    expect(span(parts.bins[1]!, false, "share")).toBe("12.5 % to 25 %");
    const odd = bins(Float64Array.of(0.5, 2.5), 0.5, 2.5, 2); // one wide and off the whole numbers, yet no whole number's bin
    expect(span(odd.bins[0]!, odd.whole, "")).toBe("0.5 to 1.5");
  });

  it("says which runs a file has where another is asked for", async () => {
    const s = new Session(await opened());
    await expect(show(s, 2, null)).rejects.toThrow("run 2 is not in this file (it has 0, 3)");
    await show(s, 3, null);
    expect(s.worldA.value!.replay.run).toBe(3);
  });
});
