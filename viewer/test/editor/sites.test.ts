import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NOTHING, type Checked } from "../../src/editor/api";
import { parse } from "../../src/editor/text/document";
import { inWords, own, placed, within } from "../../src/editor/faults";
import { labels } from "../../src/editor/map/labels";
import { graticule, projectionOf, ringsPath } from "../../src/editor/map/projection";
import { linesOf, nearest, place, rounded, spotsOf, written } from "../../src/editor/map/sites";
import { coordinates } from "../../src/editor/map/coordinates";

const { data } = parse(readFileSync("../scenarios/valid/arrangements.yaml", "utf8"));
const border = parse(readFileSync("../scenarios/2016-05-border.yaml", "utf8")).data;
const catalogue = { ...NOTHING, places: [{ name: "Minsk", lat: 53.9, lon: 27.6 }, { name: "Grodno", lat: 53.7, lon: 23.8 }] };

describe("sites", () => {
  it("stand where the text says, longitude first; intruders are none", () => {
    const spots = spotsOf(data, undefined, NOTHING);
    expect(spots.map((spot) => spot.id)).toEqual(["centre", "ally", "radar", "forward", "battery"]);
    expect(spots[0]).toMatchObject({ at: [24, 53.5], place: ["posts", "centre", "at"], movable: true });
    expect(spotsOf(border, undefined, catalogue).map((spot) => spot.path[0])).not.toContain("intruders");
  });

  it("take names of the catalogue, and what a muster brings as fixed", () => {
    const at = spotsOf(border, undefined, catalogue).find((spot) => spot.id === "cp-belarus")!.at;
    expect(at).toEqual([27.6, 53.9]);
    const checked = { sites: [
      { path: "batteries.called.at", id: "called", kind: "batteries", nation: "BY", at: [25, 54], reach_m: 75000, movable: false },
      { path: "batteries.battery.at", id: "battery", kind: "batteries", nation: "AA", at: [0, 0], reach_m: 75000, movable: true },
    ], borders: [], faults: [], routes: [], arrangements: [] } as Checked;
    const spots = spotsOf(data, checked, NOTHING);
    expect(spots.find((spot) => spot.id === "called")).toMatchObject({ movable: false, reach_m: 75000 });
    expect(spots.find((spot) => spot.id === "battery")).toMatchObject({ at: [24, 53.7], reach_m: 75000, movable: true });
  });

  it("are rounded and written as the catalogue does", () => {
    expect(written(rounded([23.849, 53.651]))).toEqual([53.7, 23.8]);
    expect(coordinates([-23.84, 53.7])).toBe("53.7° N, 23.8° W");
    expect(place([91, 0], new Map())).toBeUndefined();
    expect(place("nowhere", new Map())).toBeUndefined();
  });
});

it("where marks overlap, the pointer takes the nearest, of equals the one on top", () => {
  const marks = [{ id: "a", x: 0, y: 0 }, { id: "b", x: 15, y: 0 }, { id: "c", x: 15, y: 0 }];
  expect(nearest(marks, 6, 0)!.id).toBe("a"); // within the 11 px of b and c as well
  expect(nearest(marks, 9, 0)!.id).toBe("c");
  expect(nearest([], 0, 0)).toBeUndefined();
});

describe("links", () => {
  const spots = spotsOf(data, undefined, NOTHING);
  const kinds = (arrangement: string) => linesOf(data, spots, arrangement).map((line) => `${line.kind} ${line.from.join()} ${line.to.join()}`);

  it("are those of the forces, or as an arrangement changes them", () => {
    expect(kinds("")).toContain("link 24,53.5 24,54.3");
    expect(kinds("national")).not.toContain("link 24,53.5 24,54.3");
    expect(kinds("coordinated")).toContain("link 24,54.3 24,53.5");
    expect(kinds("")).toContain("commands 24,53.7 24,53.5");
    expect(kinds("unified")).toContain("commands 24,53.7 24,54.3");
  });
});

describe("the map", () => {
  const box = { south: 50, north: 58, west: 20, east: 38 };

  it("shows the whole theatre and grows about the view", () => {
    const projection = projectionOf(box, 800, 600, { k: 1, x: 0, y: 0 });
    for (const corner of [[20, 50], [38, 50], [20, 58], [38, 58]] as [number, number][]) {
      const [x, y] = projection(corner)!;
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(800);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(600);
    }
    const [x, y] = projection([25, 54])!;
    const [u, v] = projectionOf(box, 800, 600, { k: 2, x: 10, y: 20 })([25, 54])!;
    expect(u).toBeCloseTo(2 * x + 10);
    expect(v).toBeCloseTo(2 * y + 20);
  });

  it("draws rings whichever way they run", () => {
    const projection = projectionOf(box, 800, 600, { k: 1, x: 0, y: 0 });
    const ring: [number, number][] = [[24, 53], [25, 53], [25, 54]];
    expect(ringsPath([ring], projection)).toMatch(/^M[\d.]+,[\d.]+(L[\d.]+,[\d.]+){2}Z$/);
    expect(graticule(box, 2).map((line) => line.text)).toContain("54° N");
  });

  it("gives no two labels the same room", () => {
    const put = labels([{ id: "a", text: "one", x: 50, y: 50 }, { id: "b", text: "two", x: 52, y: 50 }, { id: "c", text: "far", x: 300, y: 50 }], []);
    expect(put.map((label) => label.id)).toContain("c");
    const a = put.find((label) => label.id === "a")!;
    const b = put.find((label) => label.id === "b")!;
    expect([a.anchor, b.anchor]).toEqual(["start", "end"]); // right of its point, then left of the other
    expect(b.x).toBeLessThan(a.x);
    expect(labels(Array.from({ length: 9 }, (_, i) => ({ id: `${i}`, text: "same place", x: 50, y: 50 })), []).length).toBeLessThan(9);
  });
});

describe("faults", () => {
  const faults = placed([
    { line: 3, column: 1, path: "batteries.battery.commander", message: "unknown post", right: "did you mean 'centre'?" },
    { line: 4, column: 1, path: "batteries.battery.colour", message: "unknown key", right: "" },
    { line: 5, column: 1, path: "rights.0.delay.value", message: "unit missing", right: "" },
  ], data);

  it("stand at their field, their thing, their section", () => {
    expect(within(faults, ["batteries"])).toHaveLength(2);
    expect(within(faults, ["batteries", "battery", "commander"])).toHaveLength(1);
    expect(within(faults, ["rights", 0, "delay"])).toHaveLength(1);
    expect(within(faults, ["posts"])).toHaveLength(0);
    expect(own(faults, ["batteries", "battery"], ["commander"]).map((fault) => fault.message)).toEqual(["unknown key"]);
    expect(inWords(faults[0]!)).toBe("unknown post: did you mean 'centre'?");
  });
});
