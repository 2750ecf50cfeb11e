/**
 * The file of the viewer: what `skypact.report.viewer` writes and every page reads. Python and TypeScript share nothing
 * else; docs/reference/viewer-data.md says the same in words, and a test on each side holds them together.
 *
 * Container: 4 bytes "SKYV", then gzip of: u32 little-endian length of the header, the header (JSON in UTF-8, this
 * `ViewerFile`), zeros up to a multiple of 8, then the columns, each at a multiple of 8 from the first. In a single
 * HTML file the container stands as base64 in <script type="application/octet-stream" id="skypact-data">.
 *
 * Places are [longitude, latitude] in degrees, as GeoJSON and d3 have them; times are seconds after the start.
 */

export const FORMAT = "skypact-viewer";
export const VERSION = 1;

export type Lonlat = [number, number];
export type Dtype = "u1" | "i1" | "u2" | "i2" | "u4" | "i4" | "f4" | "f8";

/** A column: `count` numbers at `offset` bytes after the first column, little-endian. */
export interface Column {
  dtype: Dtype;
  offset: number;
  count: number;
  /** The stored numbers times this are the real ones (1 where it is missing). */
  scale?: number;
  /** Differences to the number before, within each series (`first` of the table says where one starts). */
  delta?: boolean;
}

export interface ViewerFile {
  format: typeof FORMAT;
  version: typeof VERSION;
  /** Versions, hashes, seed, runs, level: how to make it again. */
  stamp: Record<string, unknown>;
  /** The command that makes this result again. */
  again: string;
  scenario: ScenarioHead;
  /** What the study answered, in words, and the sentences after it. */
  answer: string;
  nations: Nation[];
  territories: Territory[];
  /** Whose borders the territories are, in words. */
  worldview: string;
  disputed: Disputed[];
  zones: Zone[];
  /** Row number = number of the entity in every other table. */
  entities: Entity[];
  quantities: Quantity[];
  sources: Source[];
  coverage: Coverage[];
  arrangements: Arrangement[];
  measures: Measure[];
  /** Value of each measure in each run, [measure][arrangement] → column of n_run, NaN where it is not known. */
  outcomes: Column[][];
  /** Runs that are in this file, for every arrangement. The viewer asks the server for others, where there is one. */
  replays: Replay[];
  /** Where two arrangements part, by run and intruder. */
  partings: Parting[];
  /** Codes of the log, in the order of their numbers. */
  codes: Codes;
}

export interface ScenarioHead {
  id: string;
  title: string;
  question: string;
  /** Moment of second 0, ISO 8601 with Z. */
  start: string;
  duration_s: number;
  /** South, north, west, east [deg]. */
  theatre: { south: number; north: number; west: number; east: number };
  notes: string;
}

export interface Nation {
  id: string;
  title: string;
  side: string;
  partner: boolean;
}

/** Outer rings and holes of what the model takes as a nation's territory, as even-odd rings clipped to the theatre. */
export interface Territory {
  nation: string;
  rings: Lonlat[][];
}

export interface Disputed {
  title: string;
  source: string;
  lines: Lonlat[][];
}

export interface Zone {
  id: string;
  title: string;
  rings: Lonlat[][];
}

export interface Entity {
  id: string;
  title: string;
  /** nation, post, sensor, battery, fighter, intruder, traffic, airborne, zone, phantom */
  kind: string;
  /** For sensors: radar, observer, launch, passive, cooperative. For objects: the kind of target (aircraft, drone …). */
  what: string;
  nation: string;
  crew: string;
  intent: string;
  civil: boolean;
  /** APP-6D / 2525D, 20 digits; "" where it has no symbol. */
  sidc: string;
  at: Lonlat | null;
  /** Greatest and least range of a battery [m], its greatest height [m]; 0 where none is drawn. */
  reach_m: number;
  least_m: number;
  ceiling_m: number;
  /** The way as written (intruders, airborne sensors); copies that share one carry it once, at the first. */
  route: Lonlat[];
  /** Rows of `quantities` that describe it. */
  quantities: number[];
}

/** One parameter with where it comes from: the source sheet behind a number. */
export interface Quantity {
  path: string;
  /** As people write it, with the unit. */
  value: string;
  low: string;
  high: string;
  range_means: string;
  assumed: boolean;
  grade: string;
  note: string;
  /** Rows of `sources`. */
  sources: number[];
}

export interface Source {
  key: string;
  text: string;
  address: string;
  date: string;
  grade: string;
}

/** Outline of what a nation's sensors or batteries reach at one altitude, under one arrangement ("" under all). */
export interface Coverage {
  nation: string;
  arrangement: string;
  what: "sensors" | "batteries";
  altitude_m: number;
  /** Even-odd rings. */
  rings: Lonlat[][];
  /** Over what ground, against what target, in words. */
  note?: string;
}

export interface Arrangement {
  id: string;
  title: string;
  /** Links of reports, plots, orders between posts and units: rows of `entities`. */
  links: { from: number; to: number; carries: string[] }[];
  /** Posts that keep a picture, and the posts whose pictures make up each nation's: rows of `entities`. */
  pictures: number[];
  /** Of `pictures`, those that take plots or tracks of more than one nation: what "fused" shows. */
  fused: number[];
  /** Entities that are not there under it, where the worlds have different forces: rows of `entities`. */
  absent: number[];
}

export interface Measure {
  id: string;
  title: string;
  unit: string;
  /** "less", "more" or "" where neither is better. */
  better: string;
  /** Mean and 95 % interval over chance, by arrangement, in the order of `arrangements`; null where not known. */
  found: { mean: number | null; low: number | null; high: number | null; n: number; kind: string }[];
}

export interface Parting {
  run: number;
  a: string;
  b: string;
  /** Rows of `entities`. */
  subject: number;
  t_s: number;
  verb: string;
  /** What happened in either world, one sentence. */
  sentence: string;
}

export interface Codes {
  verbs: string[];
  /** Event kind → name; verb = floor(kind / 10) − 1, 0 is truth. */
  events: Record<string, string>;
  causes: string[];
  fates: string[];
  classes: string[];
  actions: string[];
}

/** One run under one arrangement. */
export interface Replay {
  arrangement: string;
  run: number;
  /** Why it is in the file: "median", "worst", "best", "first difference", "asked for". */
  why: string[];
  /** Value of each measure in this run, null where it is not known. */
  values: (number | null)[];
  events: EventColumns;
  truth: TruthColumns;
  tracks: TrackColumns;
  ledger: LedgerRow[];
}

/** Events in order of time, as the log has them; entities are rows of `entities`, −1 none. */
export interface EventColumns {
  t_s: Column;
  kind: Column;
  nation: Column;
  subject: Column;
  actor: Column;
  other: Column;
  cause: Column;
  value: Column;
  detail: Column;
}

/** Points of series: series k has the points first[k] … first[k+1] − 1, in order of time. */
export interface SeriesColumns {
  first: Column;
  t_s: Column;
  lon: Column;
  lat: Column;
  alt_m: Column;
}

/** Where the objects really were; between points the way is straight within `tolerance_m`. */
export interface TruthColumns extends SeriesColumns {
  /** Entity of each series. */
  subject: Column;
  tolerance_m: number;
}

/**
 * What pictures held: a series for each time that a post held a track without a break, so a track that was lost and
 * found has several of the same number. A gap longer than `gap_s` is a track that was not held.
 */
export interface TrackColumns extends SeriesColumns {
  /** Of each series: the post, the number of the track, and the object it mostly was (−1 nothing real). */
  post: Column;
  track: Column;
  subject: Column;
  /** Of each point: confirmed 1 or tentative 0; class + 1, 0 not yet; 2-sigma ellipse [m] and its bearing [deg]. */
  confirmed: Column;
  class: Column;
  major_m: Column;
  minor_m: Column;
  bearing_deg: Column;
  gap_s: number;
  /** Points are left out where the line stays within this share of `major_m`, or within 100 m if that is more. */
  share?: number;
}

export interface LedgerRow {
  subject: number;
  nation: string;
  /** Moments of detectable, detected, tracked, told, identified, decided, engaged [s], null where never. */
  steps: (number | null)[];
  /** Class and evidence in words, "" none. */
  class: string;
  evidence: string;
  fate: string;
  fate_s: number | null;
  /** Verb whose work never came, "" none, and why in words. */
  stopped: string;
  cause: string;
}
