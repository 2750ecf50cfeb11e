/** Axes of a picture: ticks, grid lines, titles. */

import type { ScaleContinuousNumeric } from "d3-scale";

export type Scale = ScaleContinuousNumeric<number, number>;

/** A place of the picture [px]: left, right, top, bottom of what is within the axes. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Tick {
  value: number;
  text: string;
}

export function Across({ scale, ticks, title, frame }: { scale: Scale; ticks: Tick[]; title: string; frame: Frame }) {
  return (
    <g class="axis">
      {ticks.map(({ value, text }) => (
        <g key={value} transform={`translate(${scale(value)} 0)`}>
          <line y1={frame.top} y2={frame.bottom} class="grid" />
          <text y={frame.bottom + 18} text-anchor="middle">{text}</text>
        </g>
      ))}
      <line x1={frame.left} x2={frame.right} y1={frame.bottom} y2={frame.bottom} class="base" />
      <text class="title" x={(frame.left + frame.right) / 2} y={frame.bottom + 38} text-anchor="middle">{title}</text>
    </g>
  );
}

export function Up({ scale, ticks, title, frame }: { scale: Scale; ticks: Tick[]; title: string; frame: Frame }) {
  return (
    <g class="axis">
      {ticks.map(({ value, text }) => (
        <g key={value} transform={`translate(0 ${scale(value)})`}>
          <line x1={frame.left} x2={frame.right} class="grid" />
          <text x={frame.left - 8} dy="0.32em" text-anchor="end">{text}</text>
        </g>
      ))}
      <line x1={frame.left} x2={frame.left} y1={frame.top} y2={frame.bottom} class="base" />
      <text class="title" x={frame.left} y={frame.top - 14} text-anchor="start">{title}</text>
    </g>
  );
}

/** A tick of a measure: percent for shares. */
export function ticksOf(scale: Scale, unit: string, n: number): Tick[] {
  return scale.ticks(n).map((value) => ({ value, text: unit === "share" ? `${+(100 * value).toFixed(3)} %` : String(+value.toFixed(6)) }));
}

/** The ends of an axis over all that a measure is anywhere in the file, bands included: it stands still as one slides. */
export function extent(rows: readonly ({ value: number | null; low: number | null; high: number | null } | null)[]): [number, number] {
  const every = rows.flatMap((row) => (row ? [row.value, row.low, row.high] : [])).filter((x) => x !== null);
  if (!every.length) return [0, 1];
  // counts and shares end at nought, where Student's interval may not
  const [low, high] = [Math.max(0, Math.min(...every)), Math.max(...every)];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** The title of an axis with the better side. */
export function better(title: string, side: "lower" | "higher" | "", low: string, high: string): string {
  return side ? `${title} (${side === "lower" ? `${low} is better` : `${high} is better`})` : title;
}
