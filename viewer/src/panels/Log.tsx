/** The log in plain words. Only the rows in view stand in the page, however long the log is. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { App } from "../state/app";
import { event } from "../state/merged";
import { verbOf } from "../state/filter";
import { logCsv } from "../export/csv";
import { save } from "../export/save";
import { utc } from "../words/clock";
import { LOG_IS_TRUTH } from "../words/picture";
import { Filters } from "./Filters";

export const ROW_PX = 46;
/** Rows above and below those in view. */
const SPARE = 6;

export function Log({ app }: { app: App }) {
  const { session } = app;
  const list = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const tall = useSignal(400);
  const rows = app.rows.value;
  const come = app.come.value;

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => (tall.value = entry!.contentRect.height));
    watch.observe(list.current!);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    // keep the moment in view
    const element = list.current!;
    const at = (come - 1) * ROW_PX;
    if (at < element.scrollTop || at + ROW_PX > element.scrollTop + element.clientHeight) {
      element.scrollTop = Math.max(0, at - element.clientHeight / 2);
    }
  }, [come, rows]);

  const from = Math.max(0, Math.floor(top.value / ROW_PX) - SPARE);
  const to = Math.min(rows.length, Math.ceil((top.value + tall.value) / ROW_PX) + SPARE);
  const seen = [];
  for (let k = from; k < to; k++) seen.push(<Entry key={rows[k]} app={app} row={rows[k]!} k={k} now={k === come - 1} past={k < come} />);
  return (
    <section class="log" aria-label="Log">
      <Filters app={app} />
      {session.picture.value.of !== "truth" && <p class="bar soft">{LOG_IS_TRUTH}</p>}
      <div class="bar">
        <span class="soft" role="status">{rows.length.toLocaleString("en")} of {app.merged.value.n.toLocaleString("en")} events</span>
        <button type="button" class="small" onClick={() => save("log.csv", "text/csv", logCsv(app))}>Log as CSV</button>
      </div>
      <div class="rows" ref={list} tabIndex={0} role="list" aria-label="Events"
        onScroll={(e) => (top.value = e.currentTarget.scrollTop)}>
        <div class="rows-all" role="presentation" style={{ height: `${rows.length * ROW_PX}px` }}>{seen}</div>
      </div>
      {session.worldA.value || session.worldB.value ? null : <p class="note">This run is not in the file for these arrangements.</p>}
    </section>
  );
}

function Entry({ app, row, k, now, past }: { app: App; row: number; k: number; now: boolean; past: boolean }) {
  const { session } = app;
  const merged = app.merged.value;
  const { events, i } = event(merged, row, session.worldA.value, session.worldB.value);
  const verb = verbOf(events.kind[i]!);
  const t = merged.t_s[row]!;
  const said = app.say(row);
  const go = () => {
    app.clock.pause();
    app.clock.seek(t);
    if (events.subject[i]! >= 0) session.select(events.subject[i]!);
  };
  return (
    <div role="listitem" class={`entry${now ? " now" : ""}${past ? "" : " ahead"}`} style={{ top: `${k * ROW_PX}px` }}>
      <button type="button" onClick={go} title={said} aria-current={now ? "time" : undefined}>
        <span class="when">{utc(session.file.scenario.start, t)}</span>
        <span class="said">
          <Worlds a={merged.a[row]! >= 0} b={merged.b[row]! >= 0} pair={Boolean(session.worldA.value && session.worldB.value)} />
          {said}
        </span>
        <span class={`verb verb-${verb + 1}`}>{verb < 0 ? "truth" : session.file.codes.verbs[verb]}</span>
      </button>
    </div>
  );
}

/** Which of two worlds an event is of; nothing where there is one world, or where it is of both. */
function Worlds({ a, b, pair }: { a: boolean; b: boolean; pair: boolean }) {
  if (!pair || (a && b)) return null;
  return <span class={`world world-${a ? "a" : "b"}`}>only {a ? "A" : "B"}</span>;
}
