/** How a measure fell out over all runs: a strip of bars for each arrangement, runs at hand marked by number. */

import type { App } from "../state/app";
import { bins, values } from "../state/runs";

const WIDTH = 360;
const LEFT = 8;
const BARS = 44;
const MARKS = 34;
const TALL = BARS + MARKS;

export function Strips({ app, measure }: { app: App; measure: number }) {
  const { session } = app;
  const { file } = session;
  const all = file.arrangements.map((_, k) => values(session, measure, k));
  const known = all.flatMap((of) => Array.from(of).filter((x) => !Number.isNaN(x)));
  if (!known.length) return <p class="note">No run has a value of this measure.</p>;
  let [low, high] = [Infinity, -Infinity];
  for (const x of known) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const counts = all.map((of) => bins(of, low, high, 24));
  const most = Math.max(...counts.flat().map((one) => one.count));
  const edges = [counts[0]![0]!.low, counts[0]![counts[0]!.length - 1]!.high] as const;
  const x = (value: number) => LEFT + ((value - edges[0]) / (edges[1] - edges[0])) * (WIDTH - 2 * LEFT);
  const runs = session.runs();
  return (
    <div class="strips">
      {file.arrangements.map((arrangement, k) => {
        const world = arrangement.id === session.a.value ? "A" : arrangement.id === session.b.value ? "B" : "";
        const found = file.measures[measure]!.found[k];
        return (
          <figure key={arrangement.id}>
            <figcaption>
              {world && <span class={`world world-${world.toLowerCase()}`}>{world}</span>} {arrangement.title || arrangement.id}
              {found?.mean != null && <span class="soft"> · mean {short(found.mean)}</span>}
            </figcaption>
            <svg viewBox={`0 0 ${WIDTH} ${TALL}`} role="img"
              aria-label={`${arrangement.title || arrangement.id}: ${words(counts[k]!)}`}>
              {counts[k]!.map((bin) => bin.count > 0 && (
                <rect key={bin.low} class="bar-of-runs" x={x(bin.low) + 0.5} width={Math.max(1, x(bin.high) - x(bin.low) - 1)}
                  y={BARS - (bin.count / most) * (BARS - 2)} height={(bin.count / most) * (BARS - 2)}>
                  <title>{`${bin.count} runs at ${span(bin.low, bin.high)}`}</title>
                </rect>
              ))}
              <line class="axis" x1={LEFT} x2={WIDTH - LEFT} y1={BARS} y2={BARS} />
              {placed(runs.map((run) => ({ run, at: x(all[k]![run] ?? NaN) }))).map(({ run, at, row }) => (
                <g key={run} class={`run-mark${run === session.run.value ? " now" : ""}`} onClick={() => void app.show(run)}>
                  <path d={`M${at} ${BARS + 1}l-4 7h8z`} />
                  <text x={at} y={BARS + 18 + row * 12} text-anchor="middle">{run}</text>
                  <title>{`run ${run}`}</title>
                </g>
              ))}
            </svg>
          </figure>
        );
      })}
      <p class="scale soft"><span>{short(low)}</span><span>{file.measures[measure]!.unit || "value in a run"}</span><span>{short(high)}</span></p>
    </div>
  );
}

/** Marks in two rows of numbers, so that neighbours do not cover each other. */
function placed(marks: { run: number; at: number }[]): { run: number; at: number; row: number }[] {
  const ends = [-Infinity, -Infinity];
  return marks.filter(({ at }) => Number.isFinite(at)).sort((p, q) => p.at - q.at).map((one) => {
    const half = 3 + String(one.run).length * 3.5;
    const row = one.at - half > ends[0]! ? 0 : 1;
    ends[row] = one.at + half;
    return { ...one, row };
  });
}

export function short(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x);
  return Number(x.toPrecision(3)).toString();
}

function span(low: number, high: number): string {
  return high - low === 1 && low % 1 !== 0 ? short(low + 0.5) : `${short(low)} to ${short(high)}`;
}

function words(counts: readonly { low: number; high: number; count: number }[]): string {
  return counts.filter((one) => one.count).map((one) => `${one.count} runs at ${span(one.low, one.high)}`).join(", ");
}
