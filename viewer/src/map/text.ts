/** Numbers and names as people read them. */

import type { Entity, Lonlat } from "../data/format";

export function metres(m: number): string {
  return Math.abs(m) >= 950 ? `${(m / 1000).toFixed(Math.abs(m) < 9950 ? 1 : 0)} km` : `${Math.round(m / 10) * 10} m`;
}

/** A height, as coverage (above ground) and tooltips (above sea) name it. */
export function altitude(m: number): string {
  return `${Math.round(m / 10) * 10}`.replace(/\B(?=(\d{3})+$)/g, " ") + " m";
}

export function kmh(mps: number): string {
  return `${Math.round((mps * 3.6) / 10) * 10} km/h`;
}

/** As the log names it. */
export function nameOf(entity: Entity | undefined): string {
  return (entity?.kind === "nation" ? entity.title || entity.id : entity?.id) || "unknown";
}

export function degrees(value: number, step: number, axis: "lat" | "lon"): string {
  const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  const around = axis === "lon" ? ((value + 540) % 360) - 180 : value;
  const side = axis === "lat" ? (around < 0 ? "S" : "N") : around < 0 ? "W" : "E";
  return `${Math.abs(around).toFixed(digits)}°${Math.abs(around) < 1e-9 ? "" : side}`;
}

export function placeOf([lon, lat]: Lonlat): string {
  return `${degrees(lat, 0.1, "lat")} ${degrees(lon, 0.1, "lon")}`;
}

/** Time of day at a moment of the scenario. */
export function clock(start: string, t_s: number): string {
  return new Date(Date.parse(start) + t_s * 1000).toISOString().slice(11, 19);
}
