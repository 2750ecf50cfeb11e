/** A small case as a container: two nations, two arrangements, two runs, and every kind of event. */

import { gzipSync } from "node:zlib";
import { FORMAT, VERSION, type Column, type Entity, type LedgerRow, type Replay, type ViewerFile } from "../../src/data/format";
import { open, type Opened } from "../../src/data/unpack";

export interface Happening {
  t_s: number; kind: number; nation?: number; subject?: number; actor?: number; other?: number; cause?: number;
  value?: number; detail?: number;
}

/** Event kinds of arrays/codes.py. */
export const EVENTS: Record<string, string> = {
  1: "entered", 2: "left the territory", 3: "deepest inside", 10: "detectable", 11: "detected", 20: "tracked",
  21: "track dropped", 22: "tracked twice", 23: "false track", 24: "impact area known", 30: "told", 40: "classified",
  41: "violation seen", 42: "entry foreseen", 44: "zone entered", 50: "decision requested", 51: "consent asked",
  52: "consent given", 53: "consent refused", 54: "consent too late", 55: "decided", 56: "no decision", 57: "ordered",
  58: "acts by itself", 59: "commanded again", 60: "ready to fire", 61: "fired", 62: "airborne", 63: "contact",
  64: "looked", 65: "escorting", 66: "not engaged", 70: "hit", 71: "missed", 72: "judged", 73: "fate",
};

export const ROWS = { alba: 0, borda: 1, post: 2, centre: 3, radar: 4, battery: 5, fighter: 6, one: 7, two: 8, zone: 9 } as const;

export class Columns {
  private parts: Float64Array[] = [];
  private offset = 0;

  add(numbers: readonly number[]): Column {
    const column: Column = { dtype: "f8", offset: this.offset, count: numbers.length };
    this.parts.push(Float64Array.from(numbers));
    this.offset += numbers.length * 8;
    return column;
  }

  bytes(file: unknown): Uint8Array<ArrayBuffer> {
    const header = new TextEncoder().encode(JSON.stringify(file));
    const base = Math.ceil((4 + header.length) / 8) * 8;
    const raw = new Uint8Array(base + this.offset);
    new DataView(raw.buffer).setUint32(0, header.length, true);
    raw.set(header, 4);
    let at = base;
    for (const part of this.parts) {
      raw.set(new Uint8Array(part.buffer), at);
      at += part.byteLength;
    }
    const packed = gzipSync(raw);
    const out = new Uint8Array(4 + packed.length);
    out.set(new TextEncoder().encode("SKYV"));
    out.set(packed, 4);
    return out;
  }
}

function entity(id: string, kind: string, rest: Partial<Entity> = {}): Entity {
  return {
    id, title: "", kind, what: "", nation: "", crew: "", intent: "", civil: false, sidc: "", at: null, reach_m: 0, least_m: 0,
    ceiling_m: 0, route: [], quantities: [], ...rest,
  };
}

export function events(c: Columns, list: readonly Happening[]): Replay["events"] {
  const col = (name: keyof Happening, otherwise: number) => c.add(list.map((one) => one[name] ?? otherwise));
  return {
    t_s: col("t_s", 0), kind: col("kind", 0), nation: col("nation", -1), subject: col("subject", -1), actor: col("actor", -1),
    other: col("other", -1), cause: col("cause", 0), value: col("value", 0), detail: col("detail", 0),
  };
}

/** The shared first part of both worlds, until 300 s. */
const BEFORE: Happening[] = [
  { t_s: 60, kind: 10, nation: 0, subject: 7 },
  { t_s: 70, kind: 11, nation: 0, subject: 7, actor: 4 },
  { t_s: 90, kind: 20, nation: 0, subject: 7, actor: 2, other: 4 },
  { t_s: 100, kind: 30, nation: 0, subject: 7, actor: 3, other: 2 },
  { t_s: 160, kind: 40, nation: 0, subject: 7, actor: 2, value: 4, detail: 1 * 64 ** 6 + 1 * 64 ** 4 + 1 * 64 ** 3 },
  { t_s: 200, kind: 1, nation: 0, subject: 7 },
];
const NATIONAL: Happening[] = [
  ...BEFORE, { t_s: 220, kind: 50, nation: 0, subject: 7, actor: 2, other: 3, value: 1 },
  { t_s: 500, kind: 56, nation: 0, subject: 7, actor: 3, other: 2, cause: 14 },
  { t_s: 600, kind: 73, subject: 7, value: 8 },
];
const UNIFIED: Happening[] = [
  ...BEFORE, { t_s: 220, kind: 50, nation: 0, subject: 7, actor: 2, other: 3, value: 1 },
  { t_s: 300, kind: 55, nation: 0, subject: 7, actor: 3, other: 0, value: 1 },
  { t_s: 310, kind: 57, nation: 0, subject: 7, actor: 2, other: 5, value: 0.9 },
  { t_s: 330, kind: 61, nation: 0, subject: 7, actor: 5, value: 2 },
  { t_s: 350, kind: 70, nation: 0, subject: 7, actor: 5 },
  { t_s: 350, kind: 73, subject: 7, actor: 5, value: 1 },
];

function ledger(rest: Partial<LedgerRow>): LedgerRow {
  return {
    subject: 7, nation: "alba", steps: [60, 70, 90, 100, 160, null, null], class: "hostile", evidence: "IFF: no reply",
    fate: "reached", fate_s: 600, stopped: "decide", cause: "waiting for consent", ...rest,
  };
}

export function bytes(): Uint8Array<ArrayBuffer> {
  const c = new Columns();
  const none = () => c.add([]);
  const way = (lon: number) => ({
    first: c.add([0, 3]), t_s: c.add([0, 200, 600]), lon: c.add([lon, lon, lon]), lat: c.add([52, 53, 54]), alt_m: c.add([500, 500, 500]),
    subject: c.add([7]), tolerance_m: 50,
  });
  const replay = (arrangement: string, run: number, list: Happening[], row: LedgerRow, why: string[]): Replay => ({
    arrangement, run, why, values: [row.fate === "reached" ? 1 : 0, row.steps[1] ?? null], events: events(c, list), truth: way(24 + run / 10),
    tracks: {
      first: c.add([0]), t_s: none(), lon: none(), lat: none(), alt_m: none(), post: none(), track: none(), subject: none(),
      confirmed: none(), class: none(), major_m: none(), minor_m: none(), bearing_deg: none(), gap_s: 60,
    },
    ledger: [row],
  });
  const stopped = ledger({ steps: [60, 70, 90, 100, 160, 300, 330], fate: "destroyed", fate_s: 350, stopped: "", cause: "" });
  const found = (mean: number) => ({ mean, low: mean - 0.1, high: mean + 0.1, n: 4, kind: "paired bootstrap" });
  const file: ViewerFile = {
    format: FORMAT, version: VERSION, stamp: { seed: 1 }, again: "skypact compare small --seed 1",
    scenario: {
      id: "small", title: "A small case", question: "Does one command stop more?", start: "2016-05-12T05:00:00Z", duration_s: 600,
      theatre: { south: 51, north: 55, west: 22, east: 27 }, notes: "",
    },
    answer: "One command stops more: 1 instead of 0 of 1.\nThe reason is consent.", nations: [
      { id: "alba", title: "Alba", side: "own", partner: false }, { id: "borda", title: "Borda", side: "own", partner: true },
    ],
    territories: [], worldview: "as the test draws them", disputed: [], zones: [],
    entities: [
      entity("alba", "nation", { title: "Alba" }), entity("borda", "nation", { title: "Borda" }),
      entity("cp-alba", "post", { nation: "alba", at: [24, 53] }), entity("centre", "post", { nation: "borda", at: [25, 53] }),
      entity("radar-1", "sensor", { nation: "alba", what: "radar", at: [24, 53.5], quantities: [0, 1] }),
      entity("battery-1", "battery", { nation: "alba", at: [24.2, 53.5], reach_m: 75000, ceiling_m: 25000 }),
      entity("fighters-1", "fighter", { nation: "borda", at: [25, 53] }),
      entity("drone-01", "intruder", { intent: "trespass", route: [[24, 52], [24, 54]] }),
      entity("liner", "traffic", { intent: "passage", civil: true }), entity("gap", "zone", { title: "the gap" }),
    ],
    quantities: [
      { path: "radar-1.range", value: "250 km", low: "200 km", high: "300 km", range_means: "least and greatest", assumed: true, grade: "", note: "of its class", sources: [] },
      { path: "radar-1.period", value: "10 s", low: "", high: "", range_means: "", assumed: false, grade: "B", note: "", sources: [0] },
    ],
    sources: [{ key: "maker", text: "The maker's leaflet", address: "https://example.org/radar", date: "2010", grade: "B" }],
    coverage: [], arrangements: [
      { id: "national", title: "Each nation alone", links: [], pictures: [2, 3], fused: [], absent: [] },
      { id: "unified", title: "One command", links: [], pictures: [2, 3], fused: [3], absent: [] },
    ],
    measures: [
      { id: "leaked", title: "Leaked", unit: "", better: "less", found: [found(1), found(0)] },
      { id: "seen_s", title: "First seen", unit: "s", better: "less", found: [found(70), found(70)] },
    ],
    outcomes: [[c.add([1, 1, 1, 0]), c.add([0, 0, 0, 0])], [c.add([70, 80, NaN, 75]), c.add([70, 80, NaN, 75])]],
    replays: [
      replay("national", 0, NATIONAL, ledger({}), ["median", "first difference"]), replay("unified", 0, UNIFIED, stopped, ["median", "first difference"]),
      replay("national", 3, UNIFIED, stopped, ["best"]), replay("unified", 3, UNIFIED, stopped, ["best"]),
    ],
    partings: [{ run: 0, a: "national", b: "unified", subject: 7, t_s: 300, verb: "decide", sentence: "Only under One command does centre decide to engage drone-01." }],
    codes: {
      verbs: ["detect", "track", "fuse", "identify", "decide", "engage", "assess"], events: EVENTS,
      causes: ["", ...Array.from({ length: 13 }, (_, k) => `cause ${k + 1}`), "waiting for consent"],
      fates: ["none", "destroyed", "turned back", "escorted out", "forced to land", "crashed", "jammed", "left", "reached"],
      classes: ["friend", "civil", "unknown", "suspect", "hostile"], actions: ["look", "engage"],
    },
  };
  return c.bytes(file);
}

export function opened(): Promise<Opened> {
  return open(bytes());
}
