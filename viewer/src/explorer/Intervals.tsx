/** Without a slider: the measure of every arrangement with its interval, at what is chosen. */

import { scaleLinear } from "d3-scale";
import { Across, extent, ticksOf, type Frame } from "./Axis";
import { colour, shape } from "./marks";
import type { State } from "./state";
import { capital, number } from "./words";

const ROW = 44;

export function Intervals({ state, width }: { state: State; width: number }) {
  const { grid } = state;
  const { file } = grid;
  const choice = state.choice.value;
  const m = grid.measure(state.curve.value);
  const measure = file.measures[m]!;
  const frame: Frame = { left: 140, right: width - 76, top: 12, bottom: 12 + ROW * file.arrangements.length };
  const x = scaleLinear().domain(extent(file.cells.map((cell) => cell.found[m] ?? null))).nice(5).clamp(true)
    .range([frame.left, frame.right]);
  const rows = file.arrangements.map((one, i) => ({ id: one.id, i, row: grid.read({ ...choice, arrangement: i }, m) }));
  const label = `${capital(measure.title)}: ${rows.map(({ id, row }) => `${id} ${number(row?.value ?? null, measure.unit)}`).join(", ")}`;
  return (
    <svg class="picture" viewBox={`0 0 ${width} ${frame.bottom + 52}`} role="img" aria-label={label}>
      <Across scale={x} frame={frame} ticks={ticksOf(x, measure.unit, width / 110)} title={measure.title} />
      {rows.map(({ id, i, row }) => {
        const at = frame.top + ROW * (i + 0.5);
        return (
          <g key={id} class={i === choice.arrangement ? "curve chosen" : "curve"} style={{ color: colour(i) }}>
            <text class="name" x={frame.left - 12} y={at} dy="0.32em" text-anchor="end">{id}</text>
            {row && row.value !== null && (
              <>
                <line class="line" x1={x(row.low ?? row.value)} x2={x(row.high ?? row.value)} y1={at} y2={at} />
                <path class="mark" d={shape(i, 110)} transform={`translate(${x(row.value)} ${at})`} />
                <text class="figure" x={frame.right + 12} y={at} dy="0.32em">{number(row.value, measure.unit)}</text>
              </>
            )}
          </g>
        );
      })}
    </svg>
  );
}
