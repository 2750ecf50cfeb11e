/** Defence against control: every combination, those at the setting that is chosen, and those that none beats. */

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { Across, Up, extent, ticksOf, type Frame } from "./Axis";
import type { Cell, Measure } from "./format";
import { efficient } from "./grid";
import { colour, shape } from "./marks";
import { chosen, type State } from "./state";
import { capital, number, setting } from "./words";

const HEIGHT = 400;

interface Spot {
  cell: Cell;
  i: number;
  x: number;
  y: number;
}

export function Frontier({ state, against, width }: { state: State; against: string; width: number }) {
  const frame: Frame = { left: 58, right: width - 24, top: 34, bottom: 338 };
  const { grid } = state;
  const { file } = grid;
  const choice = state.choice.value;
  const [a, b] = [grid.measure(file.lead), grid.measure(against)];
  const [lead, other] = [file.measures[a]!, file.measures[b]!];
  const x = axis(file.cells.map((cell) => cell.found[a]?.value ?? null), lead, [frame.left, frame.right]);
  const y = axis(file.cells.map((cell) => cell.found[b]?.value ?? null), other, [frame.bottom, frame.top]);
  const spots: Spot[] = file.cells.flatMap((cell, i) => {
    const [u, v] = [cell.found[a]?.value ?? null, cell.found[b]?.value ?? null];
    return u === null || v === null ? [] : [{ cell, i, x: u, y: v }];
  });
  const best = frontier(spots, lead, other);
  const near = grid.nearest(choice);
  const here = spots.filter(({ cell }) => cell.date === near.date && cell.without === near.without
    && cell.at.every((at, k) => at === near.at[k]));
  const bold = here.find(({ cell }) => cell === near);
  const silent = file.cells.length - spots.length;
  const label = `${capital(lead.title)} against ${other.title}, ${spots.length} combinations; ${best.length} are beaten by none`
    + (bold ? `; chosen: ${number(bold.x, lead.unit)} and ${number(bold.y, other.unit)}` : "");
  return (
    <>
      <svg class="picture" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
        <Across scale={x} frame={frame} ticks={ticksOf(x, lead.unit, width / 100)} title={side(lead, "right")} />
        <Up scale={y} frame={frame} ticks={ticksOf(y, other.unit, 5)} title={side(other, "top")} />
        <path class="front" d={line<Spot>().x((p) => x(p.x)).y((p) => y(p.y))(best) ?? ""} />
        {spots.map((p) => (
          <Mark key={p.i} of={p} kind="faint" size={26} state={state} x={x(p.x)} y={y(p.y)} />
        ))}
        {here.map((p) => (
          <Mark key={`here${p.i}`} of={p} kind="now" size={90} state={state} x={x(p.x)} y={y(p.y)} />
        ))}
        {bold && <circle class="here" cx={x(bold.x)} cy={y(bold.y)} r="12" style={{ stroke: colour(bold.cell.arrangement) }} />}
      </svg>
      {silent > 0 && <p class="aside">{silent} combinations are not shown: in none of their runs anybody decided.</p>}
    </>
  );
}

function Mark({ of, kind, size, state, x, y }: { of: Spot; kind: string; size: number; state: State; x: number; y: number }) {
  const { file } = state.grid;
  const { cell } = of;
  const go = () => state.choose(chosen(cell));
  return (
    <path class={`spot ${kind}`} d={shape(cell.arrangement, size)} transform={`translate(${x} ${y})`}
      style={{ color: colour(cell.arrangement) }} onClick={go}>
      <title>{`${file.arrangements[cell.arrangement]!.id}, ${setting(file, chosen(cell))}`}</title>
    </path>
  );
}

/** The combinations that none beats by their means, one of those that coincide, from the least defence to the most. */
function frontier(spots: Spot[], lead: Measure, other: Measure): Spot[] {
  const sign = (measure: Measure) => (measure.better === "lower" ? -1 : 1);
  const best = efficient(spots.map((p) => [sign(lead) * p.x, sign(other) * p.y])).map((i) => spots[i]!);
  return best.filter((p, i) => i === 0 || p.x !== best[i - 1]!.x || p.y !== best[i - 1]!.y);
}

/** A scale on which better is to the right, or to the top. */
function axis(values: (number | null)[], measure: Measure, range: [number, number]) {
  const [low, high] = extent(values.map((value) => ({ value, low: null, high: null })));
  const room = (high - low) * 0.06;
  const ends = measure.unit === "share" ? [Math.max(low - room, -0.04), Math.min(high + room, 1.04)] : [low - room, high + room];
  return scaleLinear().domain(measure.better === "lower" ? ends.reverse() : ends).range(range);
}

function side(measure: Measure, where: string): string {
  const text = measure.title.split(":")[0]!;
  return measure.better ? `${text} (${measure.better === "lower" ? "fewer" : "more"} to the ${where})` : text;
}
