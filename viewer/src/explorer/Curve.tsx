/** The measure over one slider, a line with its band for every arrangement, the others held where they are chosen. */

import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { Across, Up, extent, ticksOf, type Frame } from "./Axis";
import { placeOf, valueAt, type Reading } from "./grid";
import { colour, dash, shape } from "./marks";
import type { State } from "./state";
import { called, capital, number, shown } from "./words";

const HEIGHT = 340;
/** Room for the names at the right, and letters of one that fit there. */
const NAMES = { wide: 152, narrow: 104 };
const LETTERS = { wide: 19, narrow: 12 };

interface Point {
  x: number;
  /** null where the runs are silent: the curve breaks there. */
  row: Reading | null;
}

export function Curve({ state, factor: k, width }: { state: State; factor: number; width: number }) {
  const size = width < 600 ? "narrow" : "wide";
  const frame: Frame = { left: 58, right: width - NAMES[size], top: 34, bottom: 282 };
  const { grid } = state;
  const { file } = grid;
  const factor = file.factors[k]!;
  const choice = state.choice.value;
  const m = grid.measure(state.curve.value);
  const measure = file.measures[m]!;
  const [low, high] = [factor.values[0]!, factor.values.at(-1)!];
  const x = (factor.is_log ? scaleLog() : scaleLinear()).domain([low, high]).range([frame.left, frame.right]);
  const y = scaleLinear().domain(extent(file.cells.map((cell) => cell.found[m] ?? null))).nice(5).clamp(true)
    .range([frame.bottom, frame.top]);
  const curves = file.arrangements.map((one, arrangement) => {
    const points: Point[] = factor.values.map((value, i) => {
      const at = choice.at.map((place, j) => (j === k ? i : place));
      return { x: x(value), row: grid.read({ ...choice, arrangement, at }, m) };
    });
    return { id: one.id, arrangement, points, here: grid.read({ ...choice, arrangement }, m) };
  });
  const now = x(valueAt(factor, choice.at[k]!));
  const pick = (event: MouseEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const place = placeOf(factor, x.invert(((event.clientX - box.left) / box.width) * width));
    state.slide(k, Math.round(place));
  };
  const label = `${capital(measure.title)} over ${called(factor)}: ${curves.map(({ id, here }) =>
    `${id} ${here ? number(here.value, measure.unit) : "nothing"}`).join(", ")} at ${shown(factor, choice.at[k]!)}`;
  const ends = [x(clamp(factor.written[0], low, high)), x(clamp(factor.written[1], low, high))] as const;
  return (
    <svg class="picture" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label} onClick={pick}>
      {factor.written[1] >= low && factor.written[0] <= high && (
        <g class="written">
          <rect x={ends[0] - 1.5} width={ends[1] - ends[0] + 3} y={frame.top} height={frame.bottom - frame.top}>
            <title>{`as written: ${factor.written_text}`}</title>
          </rect>
        </g>
      )}
      <Across scale={x} frame={frame} title={`${called(factor)}${factor.unit && ` [${factor.unit}]`}`}
        ticks={thinned(factor.values.map((value) => ({ value, text: String(Number(value.toPrecision(3))) })), x)} />
      <Up scale={y} frame={frame} title={title(measure.title, measure.better, width / 8)} ticks={ticksOf(y, measure.unit, 5)} />
      {curves.map(({ id, arrangement, points }) => (
        <Line key={id} i={arrangement} chosen={arrangement === choice.arrangement} points={points} y={(v) => y(v)} />
      ))}
      <line class="now" x1={now} x2={now} y1={frame.top} y2={frame.bottom} />
      {curves.map(({ id, arrangement, here }) => here && here.value !== null && arrangement === choice.arrangement && (
        <circle key={id} class="here" cx={now} cy={y(here.value)} r="8" style={{ stroke: colour(arrangement) }} />
      ))}
      {spread(curves.flatMap(({ id, arrangement, points }) => {
        const last = points.flatMap(({ row }) => row?.value ?? []).at(-1);
        return last !== undefined ? [{ id, arrangement, y: y(last) }] : [];
      })).map(({ id, arrangement, y: at }) => (
        <g key={id} transform={`translate(${frame.right + 14} ${at})`} style={{ color: colour(arrangement) }}>
          <path class="mark" d={shape(arrangement, 50)} />
          <text class={arrangement === choice.arrangement ? "name chosen" : "name"} x="9" dy="0.32em">{short(id, LETTERS[size])}</text>
        </g>
      ))}
    </svg>
  );
}

function Line({ i, chosen, points, y }: { i: number; chosen: boolean; points: Point[]; y: (value: number) => number }) {
  const { along, band } = ways(points, y);
  return (
    <g class={chosen ? "curve chosen" : "curve"} style={{ color: colour(i) }}>
      <path class="band" d={band} />
      <path class="line" d={along} stroke-dasharray={dash(i)} />
      {points.map(({ x, row }) => row && row.value !== null && (
        <path key={x} class="mark" d={shape(i, chosen ? 80 : 50)} transform={`translate(${x} ${y(row.value)})`} />
      ))}
    </g>
  );
}

/** Paths of a curve and of its band, broken where the runs are silent: no line goes over a value that nobody computed. */
export function ways(points: Point[], y: (value: number) => number): { along: string; band: string } {
  const along = line<Point>().defined(({ row }) => row !== null && row.value !== null).x((p) => p.x).y((p) => y(p.row!.value!));
  const band = area<Point>().defined(({ row }) => row !== null && row.low !== null && row.high !== null)
    .x((p) => p.x).y0((p) => y(p.row!.low!)).y1((p) => y(p.row!.high!));
  return { along: along(points) ?? "", band: band(points) ?? "" };
}

/** Move labels apart so that none lies on another, in their order. */
export function spread<T extends { y: number }>(labels: readonly T[], gap = 16): T[] {
  const sorted = labels.map((one) => ({ ...one })).sort((a, b) => a.y - b.y);
  for (let round = 0; round < 40; round++) {
    for (let i = 1; i < sorted.length; i++) {
      const [above, below] = [sorted[i - 1]!, sorted[i]!];
      const short = gap - (below.y - above.y);
      if (short > 0) {
        above.y -= short / 2;
        below.y += short / 2;
      }
    }
  }
  return sorted;
}

/** Leave out ticks whose text would lie on the one before. */
function thinned(ticks: { value: number; text: string }[], x: (value: number) => number) {
  let end = -Infinity;
  return ticks.filter(({ value, text }) => {
    const half = 4 * text.length + 4;
    if (x(value) - half < end) return false;
    end = x(value) + half;
    return true;
  });
}

function title(text: string, side: "lower" | "higher" | "", letters: number): string {
  const arrow = { lower: "↓ ", higher: "↑ ", "": "" }[side];
  return arrow + short(text, letters);
}

function short(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
