import { describe, expect, it } from "vitest";
import atlas from "world-atlas/countries-50m.json";
import { Base, touches, type Countries } from "../../src/map/base";
import { Plane, thinned } from "../../src/map/plane";
import { fitting, frameOf, kept, panned, viewOf, whole, zoomed } from "../../src/map/view";
import { round } from "../../src/map/layers/graticule";
import { graticuleStep } from "../../src/map/shapes";

const theatre = { south: 50, north: 58, west: 20, east: 38 };
const plane = new Plane(theatre);
const p = { x: 0, y: 0 };

describe("the plane", () => {
  it("has its middle meridian upright and goes back to the place", () => {
    plane.forward(29, 54, p);
    expect(p.x).toBeCloseTo(0, 6);
    const [lon, lat] = plane.place(p.x, p.y);
    expect(lon).toBeCloseTo(29, 9);
    expect(lat).toBeCloseTo(54, 9);
  });

  it("agrees with d3's own projection", () => {
    plane.forward(21.3, 56.7, p);
    const [x, y] = plane.projection([21.3, 56.7])!;
    expect(p.x).toBeCloseTo(x, 9);
    expect(p.y).toBeCloseTo(y, 9);
  });

  it("is true to scale at its parallels and nearly so within the theatre", () => {
    const out = { scale: 0, north: 0 };
    plane.local(29, 50 + 8 / 6, out);
    expect(out.scale).toBeCloseTo(1, 2);
    plane.local(20, 58, out);
    expect(Math.abs(out.scale - 1)).toBeLessThan(0.01);
    expect(out.north).toBeGreaterThan(0); // west of the middle, north leans to the right
  });

  it("goes on over the date line", () => {
    const far = new Plane({ south: 50, north: 60, west: 170, east: -170 });
    far.forward(-175, 55, p);
    const right = p.x;
    far.forward(175, 55, p);
    expect(right).toBeCloseTo(-p.x, 6);
    expect(right).toBeGreaterThan(0);
  });
});

describe("the view", () => {
  it("fits the theatre with a margin", () => {
    expect(fitting({ x0: 0, y0: 0, x1: 100, y1: 50 }, 236, 1000, 18)).toBeCloseTo(2);
    const frame = frameOf(plane, whole(plane), 800, 600);
    const b = plane.theatre;
    expect(b.x0 * frame.k + frame.dx).toBeGreaterThanOrEqual(17.99);
    expect(b.y1 * frame.k + frame.dy).toBeLessThanOrEqual(582.01);
  });

  it("goes to d3's transform and back", () => {
    const view = { x: 40, y: -5000, zoom: 3 };
    const f = frameOf(plane, view, 700, 500);
    const back = viewOf(plane, { k: f.k, x: f.dx, y: f.dy }, 700, 500);
    expect(back.x).toBeCloseTo(40);
    expect(back.y).toBeCloseTo(-5000);
    expect(back.zoom).toBeCloseTo(3);
  });

  it("stays on the map", () => {
    expect(kept(plane, { x: 1e9, y: 0, zoom: 1e9 })).toMatchObject({ x: plane.whole.x1, zoom: 200 });
    expect(zoomed(plane, whole(plane), 2).zoom).toBe(2);
    expect(panned(plane, whole(plane), 0.1, 0).x).toBeGreaterThan(whole(plane).x);
  });
});

describe("the base map", () => {
  it("keeps the countries about the theatre and no others", () => {
    const names = new Base(plane, atlas as unknown as Countries, theatre).countries();
    expect(names).toEqual(expect.arrayContaining(["Belarus", "Lithuania", "Poland", "Russia"]));
    expect(names).not.toContain("Brazil");
    expect(names.length).toBeLessThan(60);
  });

  it("meets a window by its box, over the date line too", () => {
    const box = { type: "Polygon" as const, coordinates: [[[178, 0], [179, 0], [179, 1], [178, 0]]] };
    expect(touches(box, { south: -5, north: 5, west: -190, east: -175 })).toBe(true);
    expect(touches(box, { south: -5, north: 5, west: 0, east: 20 })).toBe(false);
  });

  it("leaves out points that stand close", () => {
    const seen: number[] = [];
    const sink = thinned({ moveTo: (x) => seen.push(x), lineTo: (x) => seen.push(x), closePath: () => {} }, 1);
    sink.moveTo(0, 0);
    for (const x of [0.4, 0.9, 1.2, 1.9, 2.5]) sink.lineTo(x, 0);
    expect(seen).toEqual([0, 1.2, 2.5]);
  });
});

describe("round numbers", () => {
  it("are 1, 2 or 5 times ten", () => {
    expect([0.7, 3, 7, 19, 240].map(round)).toEqual([0.5, 2, 5, 10, 200]);
  });
  it("give some six lines", () => {
    expect(graticuleStep(18)).toBe(2);
    expect(graticuleStep(0.6)).toBe(0.1);
  });
});
