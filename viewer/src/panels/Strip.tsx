/** How a measure fell out over all runs: a strip of bars for each arrangement, runs at hand marked by number. */

import type { App } from "../state/app";
import { bins, values, type Bin, type Bins } from "../state/runs";
import { measured } from "../words/text";

const WIDTH = 360;
const LEFT = 8;
const BARS = 44;
/** Below the bars: the triangle, then rows of numbers. */
const MARKS = 10;
const ROW = 12;

export function Strips({ app, measure }: { app: App; measure: number }) {
  const { session } = app;
  const { file } = session;
  const unit = file.measures[measure]!.unit;
  const all = file.arrangements.map((_, k) => values(session, measure, k));
  const known = all.flatMap((of) => Array.from(of).filter((x) => !Number.isNaN(x)));
  if (!known.length) return <p class="note">No run has a value of this measure.</p>;
  let [low, high] = [Infinity, -Infinity];
  for (const x of known) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const counts = all.map((of) => bins(of, low, high, 24));
  const most = Math.max(...counts.flatMap((one) => one.bins).map((one) => one.count));
  const edges = [counts[0]!.bins[0]!.low, counts[0]!.bins.at(-1)!.high] as const;
  const x = (value: number) => LEFT + ((value - edges[0]) / (edges[1] - edges[0])) * (WIDTH - 2 * LEFT);
  const runs = session.runs();
  return (
    <div class="strips">
      {file.arrangements.map((arrangement, k) => {
        const world = arrangement.id === session.a.value ? "A" : arrangement.id === session.b.value ? "B" : "";
        const found = file.measures[measure]!.found[k];
        const marks = placed(runs.map((run) => ({ run, at: x(all[k]![run] ?? NaN) })));
        const tall = BARS + MARKS + ROW * Math.max(1, ...marks.map((one) => one.row + 1)) + 2;
        return (
          <figure key={arrangement.id}>
            <figcaption>
              {world && <span class={`world world-${world.toLowerCase()}`}>{world}</span>} {arrangement.title || arrangement.id}
              {found?.mean != null && <span class="soft"> · mean {measured(found.mean, unit)}</span>}
            </figcaption>
            <svg viewBox={`0 0 ${WIDTH} ${tall}`} role="img"
              aria-label={`${arrangement.title || arrangement.id}: ${words(counts[k]!, unit)}`}>
              {counts[k]!.bins.map((bin) => bin.count > 0 && (
                <rect key={bin.low} class="bar-of-runs" x={x(bin.low) + 0.5} width={Math.max(1, x(bin.high) - x(bin.low) - 1)}
                  y={BARS - (bin.count / most) * (BARS - 2)} height={(bin.count / most) * (BARS - 2)}>
                  <title>{`${runsOf(bin.count)} at ${span(bin, counts[k]!.whole, unit)}`}</title>
                </rect>
              ))}
              <line class="axis" x1={LEFT} x2={WIDTH - LEFT} y1={BARS} y2={BARS} />
              {marks.map(({ run, at, row }) => (
                <g key={run} class={`run-mark${run === session.run.value ? " now" : ""}`} onClick={() => void app.show(run)}>
                  <path d={`M${at} ${BARS + 1}l-4 7h8z`} />
                  <text x={at} y={BARS + MARKS + 9 + row * ROW} text-anchor="middle">{run}</text>
                  <title>{`run ${run}`}</title>
                </g>
              ))}
            </svg>
          </figure>
        );
      })}
      <p class="scale soft"><span>{measured(low, unit)}</span><span>in a run</span><span>{measured(high, unit)}</span></p>
    </div>
  );
}

/** Marks in as many rows of numbers as neighbours need not to cover each other. */
function placed(marks: { run: number; at: number }[]): { run: number; at: number; row: number }[] {
  const ends: number[] = [];
  return marks.filter(({ at }) => Number.isFinite(at)).sort((p, q) => p.at - q.at).map((one) => {
    const half = 3 + String(one.run).length * 3.5;
    let row = ends.findIndex((end) => one.at - half > end);
    if (row < 0) row = ends.length;
    ends[row] = one.at + half;
    return { ...one, row };
  });
}

/** The values of a bin with their unit; a bin of whole numbers is named by its one. */
export function span(bin: Bin, whole: boolean, unit: string): string {
  return whole ? measured(bin.low + 0.5, unit) : `${measured(bin.low, unit)} to ${measured(bin.high, unit)}`;
}

function words({ whole, bins: all }: Bins, unit: string): string {
  return all.filter((one) => one.count).map((one) => `${runsOf(one.count)} at ${span(one, whole, unit)}`).join(", ");
}

function runsOf(n: number): string {
  return n === 1 ? "1 run" : `${n} runs`;
}
