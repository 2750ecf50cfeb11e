/** Still shapes of a scenario in the plane, made once: territories, zones, coverage, ranges, routes, disputed borders. */

import { geoCircle } from "d3-geo";
import type { Coverage, Lonlat, ViewerFile } from "../data/format";
import { EARTH_KM, type Plane } from "./plane";

export interface Shape {
  path: Path2D;
  nation: string;
  title: string;
}

export interface Ring extends Shape {
  entity: number;
  least: boolean;
}

export class Shapes {
  private readonly kept = new Map<string, unknown>();

  constructor(readonly plane: Plane, readonly file: ViewerFile) {}

  territories(): Shape[] {
    return this.once("territories", () =>
      this.file.territories.map((one) => ({ path: this.rings(one.rings), nation: one.nation, title: one.nation })));
  }

  zones(): Shape[] {
    return this.once("zones", () => this.file.zones.map((one) => ({ path: this.rings(one.rings), nation: "", title: one.title })));
  }

  disputed(): Shape[] {
    return this.once("disputed", () =>
      this.file.disputed.map((one) => ({ path: this.lines(one.lines), nation: "", title: one.title })));
  }

  /** Coverage at an altitude under an arrangement. */
  coverage(altitude_m: number, arrangement: string): (Shape & { what: Coverage["what"] })[] {
    return this.once(`coverage ${altitude_m} ${arrangement}`, () =>
      covers(this.file, altitude_m, arrangement).map((one) => (
        { path: this.rings(one.rings), nation: one.nation, title: one.nation, what: one.what })));
  }

  /** Greatest and least ranges of batteries. */
  ranges(): Ring[] {
    return this.once("ranges", () =>
      this.file.entities.flatMap((one, entity) => {
        if (!one.at) return [];
        const at = one.at;
        const ring = (metres: number, least: boolean): Ring[] =>
          metres > 0 ? [{ path: this.circle(at, metres), nation: one.nation, title: one.title, entity, least }] : [];
        return [...ring(one.reach_m, false), ...ring(one.least_m, true)];
      }));
  }

  routes(): (Shape & { entity: number })[] {
    return this.once("routes", () =>
      this.file.entities.flatMap((one, entity) =>
        one.route.length > 1 ? [{ path: this.lines([one.route]), nation: one.nation, title: one.title, entity }] : []));
  }

  /** Lines of a graticule of so many degrees, over the whole map. */
  graticule(step: number, window: { south: number; north: number; west: number; east: number }): Path2D {
    return this.once(`graticule ${step}`, () => {
      const lines: Lonlat[][] = [];
      const down = (v: number) => Math.floor(v / step) * step;
      for (let lon = down(window.west); lon <= window.east; lon += step) {
        lines.push(steps(window.south, window.north).map((lat) => [lon, lat]));
      }
      for (let lat = Math.max(-80, down(window.south)); lat <= Math.min(85, window.north); lat += step) {
        lines.push(steps(window.west, window.east).map((lon) => [lon, lat]));
      }
      const path = new Path2D();
      const p = { x: 0, y: 0 };
      for (const line of lines) {
        line.forEach(([lon, lat], i) => {
          this.plane.forward(lon, lat, p);
          if (i) path.lineTo(p.x, p.y);
          else path.moveTo(p.x, p.y);
        });
      }
      return path;
    });
  }

  private circle(at: Lonlat, metres: number): Path2D {
    const circle = geoCircle().center(at).radius(((metres / 1000 / EARTH_KM) * 180) / Math.PI).precision(4)();
    return this.rings(circle.coordinates as Lonlat[][]);
  }

  private rings(rings: readonly Lonlat[][]): Path2D {
    const path = new Path2D();
    this.plane.rings(rings, path);
    return path;
  }

  private lines(lines: readonly Lonlat[][]): Path2D {
    const path = new Path2D();
    this.plane.path({ type: "MultiLineString", coordinates: lines as Lonlat[][] }, path);
    return path;
  }

  private once<T>(key: string, make: () => T): T {
    let found = this.kept.get(key) as T | undefined;
    if (found === undefined) this.kept.set(key, (found = make()));
    return found;
  }
}

/** Coverage of an altitude: that of the arrangement, and that which holds under all. */
export function covers(file: ViewerFile, altitude_m: number, arrangement: string): Coverage[] {
  return file.coverage.filter((one) => one.altitude_m === altitude_m && (!one.arrangement || one.arrangement === arrangement));
}

export function altitudes(file: ViewerFile): number[] {
  return [...new Set(file.coverage.map((one) => one.altitude_m))].sort((a, b) => a - b);
}

/** Degrees between lines so that at least so many cross the page. */
export function graticuleStep(width_deg: number, least = 5): number {
  for (const step of [20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05]) if (width_deg / step >= least) return step;
  return 0.05;
}

function steps(from: number, to: number): number[] {
  const n = Math.max(8, Math.ceil((to - from) / 0.5));
  return Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n);
}
