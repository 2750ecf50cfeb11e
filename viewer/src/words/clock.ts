/** Moments as text. */

/** "05:14:20" UTC of a moment; "never" for null. */
export function utc(start: string, t_s: number | null): string {
  if (t_s === null || !Number.isFinite(t_s)) return "never";
  return new Date(Date.parse(start) + Math.floor(t_s + 1e-6) * 1000).toISOString().slice(11, 19);
}

/** "2016-05-12" UTC of a moment. */
export function date(start: string, t_s: number): string {
  return new Date(Date.parse(start) + t_s * 1000).toISOString().slice(0, 10);
}

/** "1:02:05" or "2:05" since the start. */
export function since(t_s: number): string {
  const s = Math.floor(t_s + 1e-6);
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  return h ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}
