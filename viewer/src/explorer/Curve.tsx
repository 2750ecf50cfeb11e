/** The measure over one slider, a line with its band for every arrangement, the others held where they are chosen. */

import { scaleLinear, scaleLog } from "d3-scale";
import { area, line } from "d3-shape";
import { Across, Up, extent, ticksOf, type Frame } from "./Axis";
import { placeOf, valueAt, type Reading } from "./grid";
import { colour, dash, shape } from "./marks";
import type { State } from "./state";
import { called, capital, number, shown } from "./words";

const WIDTH = 640;
const HEIGHT = 340;
const FRAME: Frame = { left: 62, right: 520, top: 34, bottom: 282 };

interface Point {
  x: number;
  row: Reading;
}

export function Curve({ state, factor: k }: { state: State; factor: number }) {
  const { grid } = state;
  const { file } = grid;
  const factor = file.factors[k]!;
  const choice = state.choice.value;
  const m = grid.measure(state.curve.value);
  const measure = file.measures[m]!;
  const [low, high] = [factor.values[0]!, factor.values.at(-1)!];
  const x = (factor.is_log ? scaleLog() : scaleLinear()).domain([low, high]).range([FRAME.left, FRAME.right]);
  const y = scaleLinear().domain(extent(file.cells.map((cell) => cell.found[m] ?? null))).nice(5).range([FRAME.bottom, FRAME.top]);
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
    const place = placeOf(factor, x.invert(((event.clientX - box.left) / box.width) * WIDTH));
    state.slide(k, Math.round(place));
  };
  const label = `${capital(measure.title)} over ${called(factor)}: ${curves.map(({ id, here }) =>
    `${id} ${here ? number(here.value, measure.unit) : "nothing"}`).join(", ")} at ${shown(factor, choice.at[k]!)}`;
  const ends = [x(clamp(factor.written[0], low, high)), x(clamp(factor.written[1], low, high))] as const;
  return (
    <svg class="picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} onClick={pick}>
      {factor.written[1] >= low && factor.written[0] <= high && (
        <g class="written">
          <rect x={ends[0] - 1.5} width={ends[1] - ends[0] + 3} y={FRAME.top} height={FRAME.bottom - FRAME.top}>
            <title>{`as written: ${factor.written_text}`}</title>
          </rect>
        </g>
      )}
      <Across scale={x} frame={FRAME} title={`${called(factor)}${factor.unit && ` [${factor.unit}]`}`}
        ticks={thinned(factor.values.map((value) => ({ value, text: String(Number(value.toPrecision(3))) })), x)} />
      <Up scale={y} frame={FRAME} title={title(measure.title, measure.better)} ticks={ticksOf(y, measure.unit, 5)} />
      {curves.map(({ id, arrangement, points }) => (
        <Line key={id} i={arrangement} chosen={arrangement === choice.arrangement} points={points} y={(v) => y(v)} />
      ))}
      <line class="now" x1={now} x2={now} y1={FRAME.top} y2={FRAME.bottom} />
      {curves.map(({ id, arrangement, here }) => here && here.value !== null && arrangement === choice.arrangement && (
        <circle key={id} class="here" cx={now} cy={y(here.value)} r="8" style={{ stroke: colour(arrangement) }} />
      ))}
      {spread(curves.flatMap(({ id, arrangement, points }) => {
        const last = points.at(-1);
        return last && last.row.value !== null ? [{ id, arrangement, y: y(last.row.value) }] : [];
      })).map(({ id, arrangement, y: at }) => (
        <text key={id} class={arrangement === choice.arrangement ? "name chosen" : "name"} x={FRAME.right + 10} y={at}
          dy="0.32em" style={{ fill: colour(arrangement) }}>{short(id)}</text>
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

function title(text: string, side: "lower" | "higher" | ""): string {
  const arrow = { lower: "↓ ", higher: "↑ ", "": "" }[side];
  return arrow + (text.length > 78 ? `${text.slice(0, 76)}…` : text);
}

function short(id: string): string {
  return id.length > 15 ? `${id.slice(0, 14)}…` : id;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
