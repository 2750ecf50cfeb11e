/** The plane of the map: a conformal conic fitted to the theatre, in kilometres. Panning and zooming never project again. */

import { geoConicConformal, geoConicConformalRaw, geoPath, type GeoGeometryObjects, type GeoProjection } from "d3-geo";
import type { Lonlat, ScenarioHead } from "../data/format";

export const EARTH_KM = 6371.0088;
const RAD = Math.PI / 180;

/** What a path is written into: a Path2D, or a counter in tests. */
export interface Sink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export type Theatre = ScenarioHead["theatre"];

/** A point of the plane [km], y to the south; reused, so that a frame allocates nothing. */
export interface Point {
  x: number;
  y: number;
}

export class Plane {
  /** The theatre in the plane, and as far as the map goes. */
  readonly theatre: Box;
  readonly whole: Box;
  readonly projection: GeoProjection;
  private readonly raw: (lambda: number, phi: number) => [number, number];
  private readonly lon0: number;

  constructor(theatre: Theatre, readonly margin = 0.6) {
    const { south, north, west, east } = theatre;
    const width = east > west ? east - west : east + 360 - west;
    this.lon0 = west + width / 2;
    const sixth = (north - south) / 6;
    const parallels: [number, number] = [south + sixth, north - sixth];
    this.raw = geoConicConformalRaw(parallels[0] * RAD, parallels[1] * RAD) as unknown as typeof this.raw;
    this.projection = geoConicConformal().parallels(parallels).rotate([-this.lon0, 0]).scale(EARTH_KM).translate([0, 0]);
    this.theatre = this.around(south, north, west, width);
    this.whole = grown(this.theatre, margin);
  }

  /** Write the point of a place into `out`. */
  forward(lon: number, lat: number, out: Point): void {
    let turn = lon - this.lon0;
    if (turn > 180) turn -= 360;
    else if (turn < -180) turn += 360;
    const p = this.raw(turn * RAD, lat * RAD);
    out.x = p[0] * EARTH_KM;
    out.y = -p[1] * EARTH_KM;
  }

  /** The place of a point [deg]. */
  place(x: number, y: number): Lonlat {
    return (this.projection.invert?.([x, y]) ?? [NaN, NaN]) as Lonlat;
  }

  /** Kilometres of the plane for each kilometre on the ground, and the way to north there [rad from up, clockwise]. */
  local(lon: number, lat: number, out: { scale: number; north: number }): void {
    const step = lat > 89 ? -0.05 : 0.05;
    const a = this.raw(wrap(lon - this.lon0) * RAD, lat * RAD);
    const b = this.raw(wrap(lon - this.lon0) * RAD, (lat + step) * RAD);
    const dx = (b[0] - a[0]) / step;
    const dy = (b[1] - a[1]) / step;
    out.scale = Math.hypot(dx, dy) / RAD;
    out.north = Math.atan2(dx, dy);
  }

  /** Draw a shape; points nearer than `tolerance_km` to the one before are left out; `cut` keeps to the map. */
  path(shape: GeoGeometryObjects, sink: Sink, tolerance_km = 0, cut = true): void {
    const thin = tolerance_km > 0 ? thinned(sink, tolerance_km) : sink;
    const w = this.whole;
    this.projection.clipExtent(cut ? [[w.x0, w.y0], [w.x1, w.y1]] : null);
    geoPath(this.projection, { ...outline(thin) })(shape);
    this.projection.clipExtent(null);
  }

  /** Draw rings; even-odd rings need no winding, so they go as lines. */
  rings(rings: readonly Lonlat[][], sink: Sink): void {
    for (const ring of rings) {
      if (ring.length < 2) continue;
      const a = ring[0]!;
      const z = ring[ring.length - 1]!;
      const closed = a[0] === z[0] && a[1] === z[1] ? ring : [...ring, a];
      this.path({ type: "LineString", coordinates: closed }, sink, 0, false);
      sink.closePath();
    }
  }

  private around(south: number, north: number, west: number, width: number): Box {
    const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
    const p = { x: 0, y: 0 };
    for (let i = 0; i <= 24; i++) {
      for (const lat of [south, north, south + ((north - south) * i) / 24]) {
        this.forward(west + (width * i) / 24, lat, p);
        take(box, p);
      }
      for (const lon of [west, west + width]) {
        this.forward(lon, south + ((north - south) * i) / 24, p);
        take(box, p);
      }
    }
    return box;
  }
}

function take(box: Box, p: Point): void {
  box.x0 = Math.min(box.x0, p.x);
  box.x1 = Math.max(box.x1, p.x);
  box.y0 = Math.min(box.y0, p.y);
  box.y1 = Math.max(box.y1, p.y);
}

export function grown(box: Box, part: number): Box {
  const dx = (box.x1 - box.x0) * part;
  const dy = (box.y1 - box.y0) * part;
  return { x0: box.x0 - dx, y0: box.y0 - dy, x1: box.x1 + dx, y1: box.y1 + dy };
}

export function meet(a: Box, b: Box): boolean {
  return a.x0 <= b.x1 && a.x1 >= b.x0 && a.y0 <= b.y1 && a.y1 >= b.y0;
}

function wrap(turn: number): number {
  return turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
}

/** d3's context asks for more than lines; outlines need no more. */
function outline(sink: Sink) {
  return {
    beginPath: () => {},
    moveTo: (x: number, y: number) => sink.moveTo(x, y),
    lineTo: (x: number, y: number) => sink.lineTo(x, y),
    closePath: () => sink.closePath(),
    arc: () => {},
  };
}

/** Leave out points nearer than `tolerance` to the last one kept. */
export function thinned(sink: Sink, tolerance: number): Sink {
  let px = NaN;
  let py = NaN;
  const far = tolerance * tolerance;
  return {
    moveTo(x, y) {
      sink.moveTo((px = x), (py = y));
    },
    lineTo(x, y) {
      if ((x - px) ** 2 + (y - py) ** 2 >= far) sink.lineTo((px = x), (py = y));
    },
    closePath: () => sink.closePath(),
  };
}
