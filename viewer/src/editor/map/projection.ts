/** From longitude and latitude to pixels of the editor's map. */

import { geoConicConformal, geoPath, geoCircle, type GeoProjection } from "d3-geo";
import type { Lonlat } from "../../data/format";

export interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

export interface View {
  k: number;
  x: number;
  y: number;
}

const MARGIN = 12;
const EARTH_M = 6_371_000;

/** A conformal cone through the theatre, which fills the page at k = 1. */
export function projectionOf(box: Box, width: number, height: number, view: View): GeoProjection {
  const middle = (box.west + box.east) / 2;
  const span = box.north - box.south;
  const edge: Lonlat[] = [];
  for (let i = 0; i <= 8; i++) {
    const lon = box.west + ((box.east - box.west) * i) / 8;
    edge.push([lon, box.south], [lon, box.north]);
  }
  const made = geoConicConformal().parallels([box.south + span / 6, box.north - span / 6]).rotate([-middle, 0])
    .fitExtent([[MARGIN, MARGIN], [Math.max(width, 50) - MARGIN, Math.max(height, 50) - MARGIN]], { type: "MultiPoint", coordinates: edge });
  const [x, y] = made.translate();
  return made.scale(made.scale() * view.k).translate([x * view.k + view.x, y * view.k + view.y]);
}

/** Rings as one path, filled even-odd; each ring is drawn point by point, so its direction does not matter. */
export function ringsPath(rings: readonly Lonlat[][], projection: GeoProjection): string {
  return rings.map((ring) => `${linePath(ring, projection)}Z`).join("");
}

export function linePath(points: readonly Lonlat[], projection: GeoProjection): string {
  return points.map((point, i) => {
    const [x, y] = projection(point) ?? [0, 0];
    return `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
  }).join("");
}

export function reachPath(at: Lonlat, reach_m: number, projection: GeoProjection): string {
  const radius = (reach_m / EARTH_M) * (180 / Math.PI);
  return geoPath(projection)(geoCircle().center(at).radius(radius).precision(4)()) ?? "";
}

/** Meridians and parallels of the box, [points] each. */
export function graticule(box: Box, step: number): { points: Lonlat[]; text: string }[] {
  const lines: { points: Lonlat[]; text: string }[] = [];
  for (let lon = Math.ceil(box.west / step) * step; lon <= box.east; lon += step) {
    lines.push({ points: [[lon, box.south], [lon, (box.south + box.north) / 2], [lon, box.north]], text: `${lon}° E` });
  }
  for (let lat = Math.ceil(box.south / step) * step; lat <= box.north; lat += step) {
    const points = Array.from({ length: 9 }, (_, i): Lonlat => [box.west + ((box.east - box.west) * i) / 8, lat]);
    lines.push({ points, text: `${lat}° N` });
  }
  return lines;
}
