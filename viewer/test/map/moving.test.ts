import { describe as suite, expect, it } from "vitest";
import { describe, over, rows, trackFacts } from "../../src/map/describe";
import { engagements, KIND, lately, rowsOf } from "../../src/map/happened";
import { alone } from "../../src/map/layers/deeds";
import { begin, look, Now, trail } from "../../src/map/now";
import { commands, knows, posts } from "../../src/map/picture";
import { Plane } from "../../src/map/plane";
import type { Picture } from "../../src/state/session";
import { frameOf, whole } from "../../src/map/view";
import { ROW, synthetic } from "../synthetic";

const { session, world } = synthetic();
const { file } = session;
const plane = new Plane(file.scenario.theatre);
const frame = frameOf(plane, whole(plane), 800, 600);

suite("what is seen at a moment", () => {
  it("puts objects where they are, with their way", () => {
    const now = new Now();
    look(now, world, plane, frame, 800, 600, 1800, true, false, new Set());
    expect(now.objects.n).toBe(3);
    expect(now.tracks.n).toBe(0);
    const p = { x: 0, y: 0 };
    plane.forward(25, 52, p);
    expect(now.objects.x[0]).toBeCloseTo(p.x * frame.k + frame.dx, 3);
    expect(now.objects.y[0]).toBeCloseTo(p.y * frame.k + frame.dy, 3);
    expect(now.objects.way[0]).toBeCloseTo(Math.PI / 2, 2); // to the east, on the middle meridian
  });

  it("draws no truth in a picture, and only the tracks of its posts", () => {
    const now = new Now();
    look(now, world, plane, frame, 800, 600, 1800, false, false, posts(file, world, { of: "nation", nation: "W" }));
    expect(now.objects.n).toBe(0);
    expect([...now.tracks.series.slice(0, now.tracks.n)]).toEqual([0, 2]);
    expect(now.shown.has(ROW.first)).toBe(true);
    expect(now.shown.has(ROW.first + 1)).toBe(false);
    look(now, world, plane, frame, 800, 600, 1800, false, true, posts(file, world, { of: "fused" }));
    expect(now.objects.n).toBe(3);
    expect(now.tracks.n).toBe(1);
  });

  it("leaves out what is off the page", () => {
    const now = new Now();
    look(now, world, plane, { ...frame, dx: frame.dx + 5000 }, 800, 600, 1800, true, false, new Set());
    expect(now.objects.n).toBe(0);
  });

  it("cuts trails at their length, from the point before", () => {
    const t = [0, 10, 20, 30, 40];
    expect(trail(t, 0, 3, 35, 10)).toBe(2); // 25 lies between rows 2 and 3
    expect(trail(t, 0, 3, 35, Infinity)).toBe(0);
    expect(trail(t, 2, 3, 35, Infinity)).toBe(2);
    expect(trail(t, 0, 3, 35, 0)).toBe(3);
  });
});

suite("a trail", () => {
  const t = [0, 100, 200];
  const p = { x: Float32Array.of(0, 10, 30), y: Float32Array.of(0, 0, 0) };
  const from = (row: number, last: number, since: number) => {
    const out = { x: 50, y: 0, t_s: 300 }; // where it is now
    begin(t, p, row, last, since, out);
    return out.x;
  };

  it("begins at its age, however far the points are apart", () => {
    expect(from(0, 2, 40)).toBeCloseTo(4); // 40 of the 100 s to the second point
    expect(from(1, 2, 150)).toBeCloseTo(20);
    expect(from(2, 2, 250)).toBeCloseTo(40); // half-way from the last point, 200 s, to now, 300 s
  });

  it("begins at its first point where it is younger, or all there is", () => {
    expect(from(0, 2, -50)).toBe(0);
    expect(from(0, 2, -Infinity)).toBe(0);
    expect(from(1, 1, 50)).toBe(10);
  });
});

suite("what happened", () => {
  it("finds rows of a kind, and those of late", () => {
    expect([...rowsOf(world.events, KIND.entered, KIND.exited).row]).toEqual([0, 5]);
    expect(lately(world.events, 652, 5, 9, KIND.told)).toEqual([1]);
    expect(lately(world.events, 655, 5, 9, KIND.told)).toEqual([]);
    expect(lately(world.events, 649, 5, 9, KIND.told)).toEqual([]);
  });

  it("pairs a shot with its end", () => {
    expect(engagements(world.events, KIND.fired, KIND.hit, KIND.missed)).toEqual([
      { from_s: 720, till_s: 760, end: KIND.missed, actor: ROW.battery, subject: ROW.first },
    ]);
  });

  it("knows which units act by themselves", () => {
    expect([...alone({ world, t_s: 960 })]).toEqual([[ROW.battery, ROW.postWest]]);
    expect(alone({ world, t_s: 1000 }).size).toBe(0);
  });

  it("tells a nation only its own events", () => {
    const none = new Set<number>();
    expect(knows(file, { of: "nation", nation: "W" }, none, world.events, 1)).toBe(true);
    expect(knows(file, { of: "nation", nation: "E" }, none, world.events, 1)).toBe(false);
    expect(knows(file, { of: "post", post: ROW.postEast }, new Set([ROW.postEast]), world.events, 1)).toBe(false);
    expect(knows(file, { of: "post", post: ROW.postWest }, new Set([ROW.postWest]), world.events, 1)).toBe(true);
  });

  it("shows the shots of a battery to the post that commands it", () => {
    const [arrangement] = file.arrangements;
    const seen = (picture: Picture, of: number[] = [], under = arrangement) => commands(file, under, picture, new Set(of), ROW.battery);
    expect(seen({ of: "truth" })).toBe(true);
    expect(seen({ of: "nation", nation: "W" })).toBe(false); // nobody commands it here
    const commanded = { ...arrangement!, links: [
      { from: ROW.postEast, to: ROW.battery, carries: ["orders"] }, { from: ROW.postWest, to: ROW.battery, carries: ["tracks"] },
    ] };
    expect(seen({ of: "nation", nation: "W" }, [ROW.postWest], commanded)).toBe(false); // its nation, not its commander
    expect(seen({ of: "nation", nation: "E" }, [ROW.postEast], commanded)).toBe(true);
    expect(seen({ of: "post", post: ROW.postEast }, [ROW.postEast], commanded)).toBe(true);
    expect(seen({ of: "post", post: ROW.postWest }, [ROW.postWest], commanded)).toBe(false);
    expect(seen({ of: "fused" }, [ROW.postEast], commanded)).toBe(true);
  });
});

suite("the map in words", () => {
  it("knows over whose territory a place lies, holes left out", () => {
    expect(over(file, 22, 53)).toEqual(["Westland"]);
    expect(over(file, 19, 53)).toEqual([]);
    const [west] = file.territories;
    const hole = [[21, 52], [23, 52], [23, 54], [21, 54], [21, 52]] as [number, number][];
    expect(over({ ...file, territories: [{ nation: "W", rings: [...west!.rings, hole] }] }, 22, 53)).toEqual([]);
  });

  it("says what is where, and over what", () => {
    session.picture.value = { of: "truth" };
    const said = describe(session, world, 700);
    expect(said[0]).toBe("04:41:40 UTC, the truth: 3 objects.");
    expect(said[1]).toMatch(/^raid-0: intruder, 52\.0°N 21\.9°E, 1\.0 km high, 680 km\/h, over Westland\.$/);
    expect(describe(session, world, 2700)[1]).toMatch(/^raid-0: .*27\.5°E.*over Eastland\.$/);
  });

  it("says that nobody fuses, rather than that there is nothing", () => {
    const made = synthetic();
    made.session.file.arrangements[0]!.fused = [];
    made.session.picture.value = { of: "fused" };
    expect(describe(made.session, made.world, 700)).toEqual([
      "04:41:40 UTC, the fused picture: nobody fuses the pictures under this arrangement.",
    ]);
  });

  it("names at most so many", () => {
    expect(describe(session, world, 700, 1).at(-1)).toBe("And 2 more.");
  });

  it("says who holds a track and hides the truth in a picture", () => {
    session.picture.value = { of: "post", post: ROW.postEast };
    const said = rows(session, world, 700);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ name: "Track 101", what: "friend, confirmed", where: "held by post-east" });
    expect(describe(session, world, 700).join()).not.toContain("raid");
    expect(said[0]).toMatchObject({ entity: -1, series: 1 });
    const known = trackFacts(file, world, 1, 700);
    expect(known.title).toBe("Track 101 of post-east");
    expect(known.facts).toContainEqual(["class", "friend"]);
    expect(JSON.stringify(known)).not.toContain("raid");
    expect(trackFacts(file, world, 1, 4000).facts).toEqual([["at this moment", "not held"]]);
  });
});
