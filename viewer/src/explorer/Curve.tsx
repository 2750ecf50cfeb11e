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
  row: Reading;
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
    const points: Point[] = factor.values.flatMap((value, i) => {
      const at = choice.at.map((place, j) => (j === k ? i : place));
      const row = grid.read({ ...choice, arrangement, at }, m);
      return row ? [{ x: x(value), row }] : [];
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
        const last = points.at(-1);
        return last && last.row.value !== null ? [{ id, arrangement, y: y(last.row.value) }] : [];
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
  const along = line<Point>().x((p) => p.x).y((p) => y(p.row.value!))(points) ?? "";
  const banded = points.filter((p) => p.row.low !== null && p.row.high !== null);
  const band = area<Point>().x((p) => p.x).y0((p) => y(p.row.low!)).y1((p) => y(p.row.high!))(banded) ?? "";
  return (
    <g class={chosen ? "curve chosen" : "curve"} style={{ color: colour(i) }}>
      <path class="band" d={band} />
      <path class="line" d={along} stroke-dasharray={dash(i)} />
      {points.map((p) => (
        <path key={p.x} class="mark" d={shape(i, chosen ? 80 : 50)} transform={`translate(${p.x} ${y(p.row.value!)})`} />
      ))}
    </g>
  );
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
