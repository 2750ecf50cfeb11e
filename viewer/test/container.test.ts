// A container that Python wrote (tests/report/viewer/small_file.py writes it again), opened as the pages do.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { open } from "../src/data/unpack";
import { VERSION, type Column } from "../src/data/format";

const bytes = Uint8Array.from(readFileSync(fileURLToPath(new URL("../../tests/report/viewer/small.skyv", import.meta.url))));

interface Small {
  first: Column;
  series: Record<string, Column>;
  detail: Column;
  value: Column;
  class: Column;
  holds: Record<string, number[]>;
}

/** The container with another version in its header. */
function anew(version: number): Uint8Array<ArrayBuffer> {
  const raw = gunzipSync(bytes.subarray(4));
  const length = raw.readUInt32LE(0);
  const header = { ...(JSON.parse(raw.subarray(4, 4 + length).toString()) as object), version };
  const text = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(text.length);
  const made = gzipSync(Buffer.concat([head, text, Buffer.alloc((8 - ((4 + text.length) % 8)) % 8), raw.subarray(Math.ceil((4 + length) / 8) * 8)]));
  return Uint8Array.from(Buffer.concat([Buffer.from("SKYV"), made]));
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
    await expect(open(bytes, "skypact-explorer")).rejects.toThrow(/^a file of skypact-viewer, not of skypact-explorer$/);
    await expect(open(anew(VERSION + 1))).rejects.toThrow(`version ${VERSION + 1} of the file, this page reads ${VERSION}`);
    expect((await open<{ version: number }>(anew(VERSION))).file.version).toBe(VERSION); // it is the number that is refused
  });
});
