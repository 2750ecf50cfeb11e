/** The base map: countries of Natural Earth (world-atlas, 1:50 million), culled to the map, in two levels of detail. */

import { geoPath } from "d3-geo";
import type { Feature, Geometry, MultiLineString, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plane, Theatre } from "./plane";

export type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Country = Feature<Geometry, { name: string }>;

export interface Name {
  words: string;
  x: number;
  y: number;
  /** Area in the map [km²]: larger countries are named first. */
  area: number;
}

/** Kilometres between points of the coarse level. */
const COARSE_KM = 2.5;

export class Base {
  private readonly near: Country[];
  private readonly borders: MultiLineString;
  private readonly kept = new Map<string, Path2D>();
  private named: Name[] | undefined;

  constructor(readonly plane: Plane, atlas: Countries, theatre: Theatre) {
    const window = windowOf(plane, theatre);
    const all = feature(atlas, atlas.objects.countries).features as Country[];
    this.near = all.filter((one) => touches(one.geometry, window));
    const ids = new Set(this.near.map((one) => one.id));
    const near = { ...atlas.objects.countries, geometries: atlas.objects.countries.geometries.filter((one) => ids.has(one.id)) };
    this.borders = mesh(atlas, near as GeometryCollection, (a, b) => a !== b);
  }

  /** Names of the countries that are on the map. */
  countries(): string[] {
    return this.near.map((one) => one.properties.name);
  }

  /** Filled land, or the borders on land; `fine` where people look from near. */
  land(fine: boolean): Path2D {
    return this.path(`land ${fine}`, (path) => {
      for (const one of this.near) this.plane.path(one.geometry as never, path, fine ? 0 : COARSE_KM);
    });
  }

  lines(fine: boolean): Path2D {
    return this.path(`lines ${fine}`, (path) => this.plane.path(this.borders as never, path, fine ? 0 : COARSE_KM));
  }

  /** Where countries are named: the middle of what of them is in the map. */
  names(): Name[] {
    return (this.named ??= this.near.map((one) => this.name(one)).filter((one) => one.area > 200).sort((a, b) => b.area - a.area));
  }

  private name(one: Country): Name {
    const { projection, whole, theatre } = this.plane;
    projection.clipExtent([[theatre.x0, theatre.y0], [theatre.x1, theatre.y1]]);
    let area = geoPath(projection).area(one.geometry as never);
    let [x, y] = geoPath(projection).centroid(one.geometry as never);
    if (!(area > 200)) {
      projection.clipExtent([[whole.x0, whole.y0], [whole.x1, whole.y1]]);
      area = geoPath(projection).area(one.geometry as never);
      [x, y] = geoPath(projection).centroid(one.geometry as never);
    }
    projection.clipExtent(null);
    return { words: one.properties.name, x, y, area: Number.isFinite(x) ? area : 0 };
  }

  private path(key: string, write: (path: Path2D) => void): Path2D {
    let path = this.kept.get(key);
    if (!path) {
      path = new Path2D();
      write(path);
      this.kept.set(key, path);
    }
    return path;
  }
}

/** Degrees that the whole map can show, with some to spare. */
export function windowOf(plane: Plane, theatre: Theatre): Theatre {
  const up = ((plane.whole.y1 - plane.whole.y0 - (plane.theatre.y1 - plane.theatre.y0)) / 2 / 111) * 1.3;
  const south = Math.max(-90, theatre.south - up);
  const north = Math.min(90, theatre.north + up);
  const cos = Math.cos((Math.min(89, Math.max(Math.abs(south), Math.abs(north))) * Math.PI) / 180);
  const side = Math.min(180, (plane.whole.x1 - plane.whole.x0 - (plane.theatre.x1 - plane.theatre.x0)) / 2 / 111 / cos);
  return { south, north, west: theatre.west - side, east: theatre.east + side };
}

/** Whether any point lies in the window; large countries are asked ring by ring. */
export function touches(shape: Geometry, window: Theatre): boolean {
  const rings: Position[][] =
    shape.type === "Polygon" ? shape.coordinates : shape.type === "MultiPolygon" ? shape.coordinates.flat() : [];
  return rings.some((ring) => {
    let west = 180, east = -180, south = 90, north = -90;
    for (const [lon, lat] of ring as [number, number][]) {
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    if (south > window.north || north < window.south) return false;
    return [-360, 0, 360].some((turn) => west + turn <= window.east && east + turn >= window.west);
  });
}
