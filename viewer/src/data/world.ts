/** One run under one arrangement, opened: events in columns, and where everything was at a moment. */

import type { Opened, Numbers } from "./unpack";
import type { Replay, SeriesColumns } from "./format";

/** Points of many series in flat columns; series k has the points first[k] … first[k+1] − 1. */
export interface Series {
  n: number;
  first: Numbers;
  t_s: Numbers;
  lon: Numbers;
  lat: Numbers;
  alt_m: Numbers;
}

export interface Tracks extends Series {
  post: Numbers;
  track: Numbers;
  subject: Numbers;
  confirmed: Numbers;
  class: Numbers;
  major_m: Numbers;
  minor_m: Numbers;
  bearing_deg: Numbers;
  gap_s: number;
}

export interface Events {
  n: number;
  t_s: Numbers;
  kind: Numbers;
  nation: Numbers;
  subject: Numbers;
  actor: Numbers;
  other: Numbers;
  cause: Numbers;
  value: Numbers;
  detail: Numbers;
}

export interface World {
  replay: Replay;
  events: Events;
  truth: Series & { subject: Numbers };
  tracks: Tracks;
}

/** Where a series is at a moment. `point` is the row of the last point at or before it. */
export interface Spot {
  lon: number;
  lat: number;
  alt_m: number;
  point: number;
  /** Course over the ground [deg], NaN where it stands. */
  course_deg: number;
}

export function world(opened: Opened<unknown>, replay: Replay): World {
  const c = opened.column;
  const e = replay.events;
  const events: Events = {
    n: e.t_s.count, t_s: c(e.t_s), kind: c(e.kind), nation: c(e.nation), subject: c(e.subject), actor: c(e.actor),
    other: c(e.other), cause: c(e.cause), value: c(e.value), detail: c(e.detail),
  };
  const k = replay.tracks;
  return {
    replay,
    events,
    truth: { ...series(opened, replay.truth), subject: c(replay.truth.subject) },
    tracks: {
      ...series(opened, k), post: c(k.post), track: c(k.track), subject: c(k.subject), confirmed: c(k.confirmed),
      class: c(k.class), major_m: c(k.major_m), minor_m: c(k.minor_m), bearing_deg: c(k.bearing_deg), gap_s: k.gap_s,
    },
  };
}

function series(opened: Opened<unknown>, of: SeriesColumns): Series {
  const first = opened.column(of.first);
  return {
    n: Math.max(0, first.length - 1),
    first,
    t_s: opened.column(of.t_s, first),
    lon: opened.column(of.lon, first),
    lat: opened.column(of.lat, first),
    alt_m: opened.column(of.alt_m, first),
  };
}

/** Row of the last number ≤ t in sorted[from … to − 1]; from − 1 where there is none. */
export function before(sorted: Numbers, t: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Write where series k is at t into `spot`; false where it is not there (not yet, gone, or in a gap longer than gap_s). */
export function at(s: Series, k: number, t: number, spot: Spot, gap_s = Infinity): boolean {
  const from = s.first[k]!;
  const to = s.first[k + 1]!;
  if (to <= from || t < s.t_s[from]! || t > s.t_s[to - 1]!) return false;
  const i = before(s.t_s, t, from, to);
  const j = Math.min(i + 1, to - 1);
  const span = s.t_s[j]! - s.t_s[i]!;
  if (span > gap_s && t > s.t_s[i]!) return false;
  const part = span > 0 ? (t - s.t_s[i]!) / span : 0;
  let turn = s.lon[j]! - s.lon[i]!;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  spot.lon = s.lon[i]! + part * turn;
  spot.lat = s.lat[i]! + part * (s.lat[j]! - s.lat[i]!);
  spot.alt_m = s.alt_m[i]! + part * (s.alt_m[j]! - s.alt_m[i]!);
  spot.point = i;
  const a = j > i ? i : Math.max(from, i - 1);
  const north = s.lat[j]! - s.lat[a]!;
  const east = (s.lon[j]! - s.lon[a]!) * Math.cos((spot.lat * Math.PI) / 180);
  spot.course_deg = north === 0 && east === 0 ? NaN : (Math.atan2(east, north) * 180) / Math.PI;
  return true;
}

export function nowhere(): Spot {
  return { lon: 0, lat: 0, alt_m: 0, point: -1, course_deg: NaN };
}
