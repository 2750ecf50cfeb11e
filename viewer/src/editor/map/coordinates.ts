/** A place in words. */

import type { Lonlat } from "../../data/format";

export function coordinates(at: Lonlat): string {
  return `${Math.abs(at[1]).toFixed(1)}° ${at[1] < 0 ? "S" : "N"}, ${Math.abs(at[0]).toFixed(1)}° ${at[0] < 0 ? "W" : "E"}`;
}
