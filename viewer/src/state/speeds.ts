/** Speeds that fit a case: seconds of the scenario in one second of the page. */

export interface Speed {
  factor: number;
  label: string;
}

const ROUND = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 45, 60, 90, 120, 180, 240, 300, 360, 480, 600, 900, 1200,
  1800, 2400, 3600, 7200, 14400, 28800, 86400];

/** The whole case in 5, 2, 1 and half a minute, and real time; each snapped to a round factor. */
export function speeds(duration_s: number): Speed[] {
  const out: Speed[] = [{ factor: 1, label: "1× (real time)" }];
  for (const span of [300, 120, 60, 30]) {
    const factor = snap(duration_s / span);
    if (out.every((one) => one.factor !== factor)) {
      out.push({ factor, label: `${factor}× (all in ${spanText(duration_s / factor)})` });
    }
  }
  return out;
}

/** The round factor that is nearest in ratio. */
export function snap(factor: number): number {
  let best = 1;
  for (const one of ROUND) if (Math.abs(Math.log(one / factor)) < Math.abs(Math.log(best / factor))) best = one;
  return best;
}

/** The speed before or after one, or the same where there is none. */
export function beside(list: readonly Speed[], factor: number, step: -1 | 1): number {
  const sorted = list.map((one) => one.factor).sort((x, y) => x - y);
  const next = step > 0 ? sorted.find((one) => one > factor) : sorted.reverse().find((one) => one < factor);
  return next ?? factor;
}

/** How far one press of an arrow jogs [s]: about a two-hundredth of the case, a round number. */
export function jog(duration_s: number): number {
  return snap(Math.max(1, duration_s / 200));
}

export function spanText(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${s / 60} min`;
  const minutes = Math.floor(s / 60) % 60;
  return `${Math.floor(s / 3600)} h${minutes ? ` ${minutes} min` : ""}`;
}
