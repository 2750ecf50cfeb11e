import { describe, expect, it } from "vitest";
import { at, before, nowhere, type Series } from "../src/data/world";

const line: Series = {
  n: 1,
  first: Uint32Array.of(0, 3),
  t_s: Float64Array.of(0, 10, 40),
  lon: Float64Array.of(20, 21, 21),
  lat: Float64Array.of(50, 50, 53),
  alt_m: Float64Array.of(1000, 2000, 2000),
};

describe("where a series is", () => {
  it("finds the last moment at or before", () => {
    expect(before(line.t_s, -1)).toBe(-1);
    expect(before(line.t_s, 10)).toBe(1);
    expect(before(line.t_s, 39)).toBe(1);
    expect(before(line.t_s, 99)).toBe(2);
  });

  it("goes straight between points and knows its course", () => {
    const spot = nowhere();
    expect(at(line, 0, 5, spot)).toBe(true);
    expect(spot).toMatchObject({ lon: 20.5, lat: 50, alt_m: 1500, point: 0 });
    expect(spot.course_deg).toBeCloseTo(90);
    at(line, 0, 25, spot);
    expect(spot.lat).toBeCloseTo(51.5);
    expect(spot.course_deg).toBeCloseTo(0);
  });

  it("is nowhere before it comes, after it is gone, and in a gap", () => {
    const spot = nowhere();
    expect(at(line, 0, -1, spot)).toBe(false);
    expect(at(line, 0, 41, spot)).toBe(false);
    expect(at(line, 0, 25, spot, 20)).toBe(false);
    expect(at(line, 0, 10, spot, 20)).toBe(true);
  });

  it("keeps its last course at the end", () => {
    const spot = nowhere();
    at(line, 0, 40, spot);
    expect(spot.course_deg).toBeCloseTo(0);
  });
});
