// A container that Python wrote (tests/report/viewer/small_file.py writes it again), opened as the pages do.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { open } from "../src/data/unpack";
import type { Column } from "../src/data/format";

const bytes = Uint8Array.from(readFileSync(fileURLToPath(new URL("../../tests/report/viewer/small.skyv", import.meta.url))));

interface Small {
  first: Column;
  series: Record<string, Column>;
  detail: Column;
  value: Column;
  class: Column;
  holds: Record<string, number[]>;
}

describe("a container of Python", () => {
  it("gives back every series within its step", async () => {
    const { file, column } = await open<Small>(bytes);
    const first = column(file.first);
    expect([...first]).toEqual(file.holds["first"]);
    for (const [name, of] of Object.entries(file.series)) {
      const held = file.holds[name]!;
      [...column(of, first)].forEach((value, i) => expect(Math.abs(value - held[i]!)).toBeLessThanOrEqual(of.scale ?? 1));
      expect(held.length).toBe(of.count);
    }
  });

  it("keeps whole numbers beyond 32 bits, what is not known, and negative codes", async () => {
    const { file, column } = await open<Small>(bytes);
    expect([...column(file.detail)]).toEqual(file.holds["detail"]);
    expect([...column(file.value)]).toEqual([0.25, NaN]);
    expect([...column(file.class)]).toEqual([-1, 4]);
  });

  it("refuses what is none, another form, another version", async () => {
    await expect(open(Uint8Array.of(80, 75, 3, 4))).rejects.toThrow("not a file of Skypact's viewer");
    await expect(open(bytes, "skypact-explorer")).rejects.toThrow("not of skypact-explorer");
  });
});
