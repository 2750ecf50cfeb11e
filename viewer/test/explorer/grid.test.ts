import { describe, expect, it } from "vitest";
import { spread, ways } from "../../src/explorer/Curve";
import { efficient, Grid, placeOf, valueAt, type Choice } from "../../src/explorer/grid";
import { example } from "./example";

const file = example();
const grid = new Grid(file);
const at = (place: number, part: Partial<Choice> = {}): Choice => ({ arrangement: 0, at: [place], without: 0, date: 0, ...part });

describe("what is read of the grid", () => {
  it("is the cell itself on a computed value", () => {
    expect(grid.read(at(1), 0)).toEqual({ ...grid.cell(at(1))!.found[0], computed: true });
    expect(grid.read(at(1), 0)!.value).toBe(6);
  });

  it("lies on the straight line between, band and all, and says so", () => {
    const row = grid.read(at(0.25), 0)!;
    expect(row).toMatchObject({ value: 3, low: 2.5, high: 3.5, n: 40, computed: false, kind: "between" }); // 2 + (6 - 2) / 4
    expect(grid.read(at(1.5, { without: 1 }), 0)!.value).toBe(8); // between 7 and 9
  });

  it("is bilinear over two factors", () => {
    const two = example();
    two.factors.push({ ...two.factors[0]!, id: "handling" });
    two.cells = [0, 1].flatMap((i) => [0, 1].map((j) => ({ ...two.cells[0]!, at: [i, j],
      found: [{ value: 10 * i + j, low: null, high: null, n: 1, kind: "one run" }] })));
    expect(new Grid(two).read({ arrangement: 0, at: [0.5, 0.25], without: 0, date: 0 }, 0)!.value).toBeCloseTo(5.25);
  });

  it("is nothing where a cell is silent", () => {
    const silent = example();
    silent.cells[2]!.found[0] = { value: null, low: null, high: null, n: 0, kind: "none" };
    expect(new Grid(silent).read(at(0.5), 0)).toBeNull();
    expect(new Grid(silent).read(at(0), 0)!.value).toBe(2);
    expect(grid.read(at(0), 0, "first")).toBeNull(); // the first arrangement less itself
  });

  it("finds the nearest computed cell", () => {
    expect(grid.nearest(at(1.4)).at).toEqual([1]);
    expect(grid.nearest(at(1.6, { arrangement: 1 }))).toMatchObject({ at: [2], arrangement: 1 });
  });
});

describe("the places of a slider", () => {
  const log = { ...file.factors[0]!, values: [1, 10, 100], is_log: true };

  it("are straight in the value, or in its logarithm", () => {
    expect(valueAt(file.factors[0]!, 1.5)).toBe(15);
    expect(valueAt(file.factors[0]!, 2)).toBe(20);
    expect(valueAt(log, 0.5)).toBeCloseTo(Math.sqrt(10));
  });

  it("come back from values, the ends for what is beyond", () => {
    expect(placeOf(file.factors[0]!, 12.5)).toBe(1.25);
    expect(placeOf(file.factors[0]!, -3)).toBe(0);
    expect(placeOf(file.factors[0]!, 99)).toBe(2);
    expect(placeOf(log, Math.sqrt(1000))).toBeCloseTo(1.5);
  });
});

describe("the frontier", () => {
  it("holds what no other beats in both, by rising first value", () => {
    expect(efficient([[3, 0], [1, 2], [1, 1], null, [2, 1], [0, 2]])).toEqual([1, 4, 0]);
  });

  it("keeps points that coincide, and one alone", () => {
    expect(efficient([[1, 1], [1, 1]])).toEqual([0, 1]);
    expect(efficient([null, [0, 0]])).toEqual([1]);
    expect(efficient([])).toEqual([]);
  });
});

it("a curve breaks where the runs are silent", () => {
  const row = { value: 1, low: 0, high: 2, n: 40, kind: "t", computed: true };
  const points = [{ x: 0, row }, { x: 10, row }, { x: 20, row: null }, { x: 30, row }, { x: 40, row: { ...row, low: null } }];
  const { along, band } = ways(points, (value) => 10 * value);
  expect(along).toBe("M0,10L10,10M30,10L40,10");
  expect(band.split("Z").filter(Boolean)).toHaveLength(2);
  expect(band).not.toContain("40,");
});

it("labels do not lie on each other", () => {
  const put = spread([{ id: "a", y: 100 }, { id: "b", y: 104 }, { id: "c", y: 102 }], 16);
  expect(put.map((one) => one.id)).toEqual(["a", "c", "b"]);
  expect(put[1]!.y - put[0]!.y).toBeGreaterThan(15.5);
  expect(put[2]!.y - put[1]!.y).toBeGreaterThan(15.5);
});
