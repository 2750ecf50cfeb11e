/** A small file of the viewer in memory: two nations, some sites, objects on straight ways, tracks of two posts. */

import { FORMAT, VERSION, type Column, type Entity, type Replay, type ViewerFile } from "../src/data/format";
import type { Opened, Numbers } from "../src/data/unpack";
import { world, type World } from "../src/data/world";
import { Session } from "../src/state/session";

export interface Options {
  /** Objects that fly, besides the one that is written below. */
  objects: number;
  duration_s: number;
  /** Points of each way. */
  points: number;
}

/** Rows of the entities that tests speak of. */
export const ROW = { west: 0, east: 1, postWest: 2, postEast: 3, radar: 4, battery: 5, first: 6 } as const;

export interface Made {
  opened: Opened;
  session: Session;
  world: World;
}

export function synthetic(options: Partial<Options> = {}): Made {
  const { objects, duration_s, points } = { objects: 3, duration_s: 3600, points: 20, ...options };
  const store: Numbers[] = [];
  const keep = (numbers: Numbers): Column => ({ dtype: "f8", offset: store.push(numbers) - 1, count: numbers.length });
  const replay = run(keep, objects, duration_s, points);
  const file = head(objects, duration_s, replay);
  const opened: Opened = { file, column: (of) => store[of.offset]! };
  return { opened, session: new Session(opened), world: world(opened, replay) };
}

/** Straight ways from west to east, the nth a little further north; n = 0 goes from 20° to 30° east along 52°. */
function run(keep: (numbers: Numbers) => Column, objects: number, duration_s: number, points: number): Replay {
  const n = objects * points;
  const first = Uint32Array.from({ length: objects + 1 }, (_, k) => k * points);
  const part = (i: number) => (i % points) / (points - 1);
  const series = (shift: number) => ({
    first: keep(first),
    t_s: keep(Float64Array.from({ length: n }, (_, i) => part(i) * duration_s)),
    lon: keep(Float64Array.from({ length: n }, (_, i) => 20 + 10 * part(i) + shift)),
    lat: keep(Float64Array.from({ length: n }, (_, i) => 52 + (4 * Math.floor(i / points)) / Math.max(1, objects))),
    alt_m: keep(new Float64Array(n).fill(1000)),
  });
  const subject = Int32Array.from({ length: objects }, (_, k) => ROW.first + k);
  const events = [
    // t, kind, nation, subject, actor, other, value
    [600, 1, ROW.west, ROW.first, -1, -1, 0],
    [650, 30, ROW.west, ROW.first, ROW.postWest, ROW.radar, 0],
    [700, 57, ROW.west, ROW.first, ROW.postWest, ROW.battery, 0],
    [720, 61, ROW.west, ROW.first, ROW.battery, -1, 1],
    [760, 71, ROW.west, ROW.first, ROW.battery, -1, 0],
    [900, 2, ROW.west, ROW.first, -1, -1, 300],
    [950, 58, ROW.west, -1, ROW.battery, ROW.postWest, 0],
    [1000, 59, ROW.west, -1, ROW.battery, ROW.postWest, 0],
  ];
  const field = (i: number) => keep(Float64Array.from(events, (one) => one[i]!));
  const none = () => keep(new Int32Array(events.length));
  return {
    arrangement: "national", run: 0, why: ["median"], values: [],
    events: {
      t_s: field(0), kind: field(1), nation: field(2), subject: field(3), actor: field(4), other: field(5),
      value: field(6), cause: none(), detail: none(),
    },
    truth: { ...series(0), subject: keep(subject), tolerance_m: 50 },
    tracks: {
      ...series(0.05), subject: keep(subject),
      post: keep(Int32Array.from({ length: objects }, (_, k) => (k % 2 ? ROW.postEast : ROW.postWest))),
      track: keep(Int32Array.from({ length: objects }, (_, k) => 100 + k)),
      confirmed: keep(Int32Array.from({ length: n }, (_, i) => Number(i % points > 2))),
      class: keep(Int32Array.from({ length: n }, (_, i) => Math.floor(i / points) % 6)),
      major_m: keep(new Float64Array(n).fill(3000)), minor_m: keep(new Float64Array(n).fill(1000)),
      bearing_deg: keep(new Float64Array(n).fill(30)), gap_s: 600,
    },
    ledger: [],
  };
}

function head(objects: number, duration_s: number, replay: Replay): ViewerFile {
  const square = (west: number, east: number): [number, number][] => [[west, 50], [west, 56], [east, 56], [east, 50], [west, 50]];
  return {
    format: FORMAT, version: VERSION, stamp: {}, again: "", answer: "",
    scenario: {
      id: "synthetic", title: "Synthetic", question: "", start: "2016-05-06T04:30:00Z", duration_s,
      theatre: { south: 50, north: 56, west: 18, east: 32 }, notes: "",
    },
    nations: [
      { id: "W", title: "Westland", side: "one", partner: false }, { id: "E", title: "Eastland", side: "one", partner: true },
    ],
    territories: [{ nation: "W", rings: [square(20, 25)] }, { nation: "E", rings: [square(25, 30)] }],
    worldview: "as the scenario writes them", disputed: [], zones: [],
    entities: [
      entity("W", "nation", "W", null), entity("E", "nation", "E", null),
      entity("post-west", "post", "W", [22, 53]), entity("post-east", "post", "E", [28, 53]),
      entity("radar", "sensor", "W", [21, 54]),
      { ...entity("battery", "battery", "W", [23, 52]), reach_m: 75000, least_m: 5000, ceiling_m: 27000 },
      ...Array.from({ length: objects }, (_, k) => entity(`raid-${k}`, "intruder", "", null)),
    ],
    quantities: [], sources: [],
    coverage: [{ nation: "W", arrangement: "", what: "sensors", altitude_m: 500, rings: [square(20, 22)] }],
    arrangements: [{ id: "national", title: "National", links: [], pictures: [ROW.postWest, ROW.postEast], fused: [ROW.postEast], absent: [] }],
    measures: [], outcomes: [], replays: [replay], partings: [],
    codes: {
      verbs: [], events: {}, causes: [""], fates: ["none", "destroyed"], classes: ["friend", "civil", "unknown", "suspect", "hostile"],
      actions: [],
    },
  };
}

function entity(id: string, kind: string, nation: string, at: [number, number] | null): Entity {
  return {
    id, title: id, kind, what: kind === "intruder" ? "drone" : "", nation, crew: "", intent: kind === "intruder" ? "attack" : "",
    civil: false, sidc: "", at, reach_m: 0, least_m: 0, ceiling_m: 0, route: [], quantities: [],
  };
}
