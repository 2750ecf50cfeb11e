/** What of the moving world is seen at a moment, in pixels: filled anew at each frame, without new memory. */

import { at, nowhere, type Series, type World } from "../data/world";
import type { Plane } from "./plane";
import type { Frame } from "./view";

/** Series that are there now. */
export class Spots {
  n = 0;
  series = new Int32Array(64);
  x = new Float32Array(64);
  y = new Float32Array(64);
  alt_m = new Float32Array(64);
  /** Row of the last point. */
  point = new Int32Array(64);
  /** Way it goes [rad from up, clockwise], NaN where it stands. */
  way = new Float32Array(64);
  /** Pixels for each metre there, and the way to north [rad]. */
  px = new Float32Array(64);
  north = new Float32Array(64);

  room(n: number): void {
    if (n <= this.x.length) return;
    const size = 2 ** Math.ceil(Math.log2(n));
    this.series = new Int32Array(size);
    this.point = new Int32Array(size);
    for (const name of ["x", "y", "alt_m", "way", "px", "north"] as const) this[name] = new Float32Array(size);
  }
}

export class Now {
  readonly objects = new Spots();
  readonly tracks = new Spots();
  /** Row in `objects` or `tracks` that shows an entity: what shots and lines go to. */
  readonly shown = new Map<number, { x: number; y: number }>();
}

/** Points of all series in the plane, made once for each world. */
export interface Flat {
  x: Float32Array;
  y: Float32Array;
}

const flats = new WeakMap<Series, Flat>();

export function flat(plane: Plane, series: Series): Flat {
  let found = flats.get(series);
  if (!found) {
    const n = series.lon.length;
    found = { x: new Float32Array(n), y: new Float32Array(n) };
    const p = { x: 0, y: 0 };
    for (let i = 0; i < n; i++) {
      plane.forward(series.lon[i]!, series.lat[i]!, p);
      found.x[i] = p.x;
      found.y[i] = p.y;
    }
    flats.set(series, found);
  }
  return found;
}

const spot = nowhere();
const point = { x: 0, y: 0 };
const local = { scale: 1, north: 0 };

/** Fill with the series that are there at t and pass `wanted`, on the page and a little around it. */
export function fill(
  out: Spots, plane: Plane, frame: Frame, width: number, height: number, series: Series, t: number,
  wanted: ((k: number) => boolean) | null, gap_s = Infinity,
): void {
  out.n = 0;
  out.room(series.n);
  const edge = 40;
  const { first, t_s } = series;
  for (let k = 0; k < series.n; k++) {
    const from = first[k]!;
    const to = first[k + 1]!;
    if (to <= from || t < t_s[from]! || t > t_s[to - 1]!) continue;
    if (wanted && !wanted(k)) continue;
    if (!at(series, k, t, spot, gap_s)) continue;
    plane.forward(spot.lon, spot.lat, point);
    const x = point.x * frame.k + frame.dx;
    const y = point.y * frame.k + frame.dy;
    if (x < -edge || y < -edge || x > width + edge || y > height + edge) continue;
    const i = out.n++;
    plane.local(spot.lon, spot.lat, local);
    out.series[i] = k;
    out.x[i] = x;
    out.y[i] = y;
    out.alt_m[i] = spot.alt_m;
    out.point[i] = spot.point;
    out.way[i] = (spot.course_deg * Math.PI) / 180 + local.north;
    out.px[i] = (local.scale * frame.k) / 1000;
    out.north[i] = local.north;
  }
}

/** Rows of the points of a trail: those in (t − span, t], from the one before, so that the trail has its whole length. */
export function trail(t_s: ArrayLike<number>, from: number, last: number, t: number, span: number): number {
  let i = last;
  while (i > from && t_s[i]! > t - span) i--;
  return i;
}

/** A moment of a way in the plane. */
export interface Mark {
  x: number;
  y: number;
  t_s: number;
}

/**
 * Move `out` from where an object is now to where its trail begins, at its exact age: points are left out where the way is
 * straight, so the age may lie between two of them, or between the last one and now. `from` is the row that `trail` gave.
 */
export function begin(t_s: ArrayLike<number>, p: Flat, from: number, last: number, since: number, out: Mark): void {
  const next = from < last;
  const [x, y, till] = next ? [p.x[from + 1]!, p.y[from + 1]!, t_s[from + 1]!] : [out.x, out.y, out.t_s];
  const span = till - t_s[from]!;
  const part = span > 0 && t_s[from]! < since ? (since - t_s[from]!) / span : 0;
  out.x = p.x[from]! + part * (x - p.x[from]!);
  out.y = p.y[from]! + part * (y - p.y[from]!);
}

/** Ground speed at a point of a series [m/s], NaN where it is one point only. */
export function speed(series: Series, k: number, row: number): number {
  const from = series.first[k]!;
  const to = series.first[k + 1]!;
  const i = Math.min(row, to - 2);
  if (i < from) return NaN;
  const lat = (series.lat[i]! * Math.PI) / 180;
  const north = (series.lat[i + 1]! - series.lat[i]!) * 111_195;
  const east = (series.lon[i + 1]! - series.lon[i]!) * 111_195 * Math.cos(lat);
  return Math.hypot(north, east) / (series.t_s[i + 1]! - series.t_s[i]!);
}

/** Fill `now` for a picture: objects where the truth shows (or its ghost), tracks of the posts otherwise. */
export function look(
  now: Now, world: World | undefined, plane: Plane, frame: Frame, width: number, height: number, t: number,
  truth: boolean, ghost: boolean, of: ReadonlySet<number>,
): void {
  now.objects.n = now.tracks.n = 0;
  now.shown.clear();
  if (!world) return;
  if (truth || ghost) fill(now.objects, plane, frame, width, height, world.truth, t, null);
  if (!truth) {
    const { tracks } = world;
    fill(now.tracks, plane, frame, width, height, tracks, t, (k) => of.has(tracks.post[k]!), tracks.gap_s);
    for (let i = 0; i < now.tracks.n; i++) show(now, tracks.subject[now.tracks.series[i]!]!, now.tracks, i);
  } else {
    for (let i = 0; i < now.objects.n; i++) show(now, world.truth.subject[now.objects.series[i]!]!, now.objects, i);
  }
}

function show(now: Now, entity: number, spots: Spots, i: number): void {
  if (entity >= 0 && !now.shown.has(entity)) now.shown.set(entity, { x: spots.x[i]!, y: spots.y[i]! });
}
