import { describe, expect, it } from "vitest";
import { Hits } from "../../src/map/hits";
import { Labels, rectOf, type Label } from "../../src/map/labels";

const labels = () => new Labels((words) => 6 * words.length);
const label = (key: string, x: number, y: number, priority: number): Label => ({ key, words: "abcdefgh", x, y, gap: 8, priority, colour: "" });

function apart(rects: (readonly [number, number, number, number])[]): boolean {
  return rects.every((a, i) => rects.every((b, j) => i >= j || a[0] >= b[2] || a[2] <= b[0] || a[1] >= b[3] || a[3] <= b[1]));
}

describe("labels", () => {
  it("stand right of their thing and off each other, the important one first", () => {
    const made = labels();
    made.want(label("low", 100, 100, 1));
    made.want(label("high", 102, 101, 9));
    const placed = made.place(400, 300);
    expect(placed.map((one) => one.key)).toEqual(["high", "low"]);
    expect(placed[0]).toMatchObject({ left: 110, middle: 101, place: 0 });
    expect(apart(placed.map(rectOf))).toBe(true);
  });

  it("never collide in a crowd, nor leave the page, nor touch what is blocked", () => {
    const made = labels();
    for (let i = 0; i < 300; i++) made.want(label(`${i}`, (i * 37) % 400, (i * 53) % 300, i % 7));
    made.block(0, 0, 100, 100);
    const placed = made.place(400, 300);
    expect(placed.length).toBeGreaterThan(10);
    const rects = placed.map(rectOf);
    expect(apart([...rects, [0, 0, 100, 100]])).toBe(true);
    expect(rects.every((r) => r[0] >= 0 && r[1] >= 0 && r[2] <= 400 && r[3] <= 300)).toBe(true);
  });

  it("keep their place while things move, although the first one is free again", () => {
    const made = labels();
    made.want(label("a", 100, 100, 1));
    made.block(105, 90, 180, 110);
    expect(made.place(400, 300)[0]!.place).toBe(1);
    made.want(label("a", 101, 100, 1));
    expect(made.place(400, 300)[0]!.place).toBe(1);
  });

  it("do not change which of two equals is shown", () => {
    const made = labels();
    const only = (order: string[]) => {
      for (const key of order) made.want({ ...label(key, 100, 100, 1), centred: true });
      return made.place(400, 300).map((one) => one.key);
    };
    expect(only(["b"])).toEqual(["b"]);
    expect(only(["a", "b"])).toEqual(["b"]);
  });
});

describe("hits", () => {
  it("finds the nearest within 12 px, of equals the one on top", () => {
    const hits = new Hits();
    for (let i = 0; i < 600; i++) hits.add(1000 + i, 1000, 7);
    hits.add(10, 10, 1);
    hits.add(20, 10, 2);
    hits.add(20, 10, 3, 44);
    expect(hits.find(12, 10)).toEqual({ entity: 1, track: -1 });
    expect(hits.find(21, 10)).toEqual({ entity: 3, track: 44 });
    expect(hits.find(20, 23)).toBeUndefined();
    hits.clear();
    expect(hits.find(10, 10)).toBeUndefined();
  });
});
