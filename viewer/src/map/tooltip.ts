/** What stands beside the pointer: name, height, speed, class. */

import type { World } from "../data/world";
import type { Session } from "../state/session";
import type { Hit } from "./hits";
import { speed, type Now } from "./now";
import { altitude, kmh, metres, nameOf } from "./text";

/** Lines about what lies under the pointer. */
export function tooltip(session: Session, world: World | undefined, now: Now, hit: Hit): string[] {
  if (world && hit.track >= 0) return ofTrack(session, world, now, hit.track);
  const one = session.file.entities[hit.entity];
  if (!one) return [];
  const lines = [nameOf(one), one.title === one.id ? "" : one.title];
  if (one.at) {
    lines.push([one.what || one.kind, one.nation].filter(Boolean).join(", "));
    if (one.reach_m > 0) lines.push(`reach ${metres(one.reach_m)}${one.ceiling_m > 0 ? `, up to ${metres(one.ceiling_m)}` : ""}`);
    return lines.filter(Boolean);
  }
  lines.push([one.what, one.civil ? "civil" : one.intent].filter(Boolean).join(", "));
  for (let i = 0; world && i < now.objects.n; i++) {
    const k = now.objects.series[i]!;
    if (world.truth.subject[k] === hit.entity) lines.push(state(now.objects.alt_m[i]!, speed(world.truth, k, now.objects.point[i]!)));
  }
  return lines.filter(Boolean);
}

function ofTrack({ file }: Session, world: World, now: Now, series: number): string[] {
  const k = world.tracks;
  for (let i = 0; i < now.tracks.n; i++) {
    if (now.tracks.series[i] !== series) continue;
    const row = now.tracks.point[i]!;
    const number = k.class[row]!;
    return [
      `Track ${k.track[series]} of ${nameOf(file.entities[k.post[series]!])}`,
      `${number > 0 ? (file.codes.classes[number - 1] ?? "") : "not yet classed"}, ${k.confirmed[row] ? "confirmed" : "tentative"}`,
      `${state(now.tracks.alt_m[i]!, speed(k, series, row))}, error ${metres(k.major_m[row]!)}`,
    ];
  }
  return [];
}

function state(alt_m: number, mps: number): string {
  return [altitude(alt_m), Number.isFinite(mps) ? kmh(mps) : ""].filter(Boolean).join(", ");
}
