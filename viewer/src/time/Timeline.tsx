/** The timeline: when what happened, in both worlds; a click, a drag or a key goes there. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { App } from "../state/app";
import { TRUTH } from "../state/filter";
import { theme } from "../state/theme";
import { since, utc } from "../words/clock";
import { drawTicks, marks, nearest, type Row } from "./ticks";

const ROW = 13;
/** Token of the colour of each row: truth, then the seven verbs. */
const TOKENS = ["--soft", "--c0", "--c5", "--c2", "--c4", "--c1", "--c3", "--ink"];

export function Timeline({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const duration = file.scenario.duration_s;
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(0);
  const hover = useSignal<{ x: number; text: string } | undefined>(undefined);
  const verbs: Row[] = [{ verb: TRUTH, label: "truth" }, ...file.codes.verbs.map((label, verb) => ({ verb, label }))];
  const [w, a, b] = [width.value, session.worldA.value, session.worldB.value];
  const drawing = {
    width: w, rowHeight: ROW, duration_s: duration, a, b, merged: app.merged.value, rows: app.rows.value, verbs,
    selected: session.selected.value,
  };
  const dark = theme.value;

  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => (width.value = Math.floor(entry!.contentRect.width)));
    watch.observe(canvas.current!.parentElement!);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current!;
    const context = element.getContext("2d");
    if (!context || !w) return;
    const ratio = devicePixelRatio || 1;
    element.width = w * ratio;
    element.height = ROW * verbs.length * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(document.documentElement);
    const colours = TOKENS.map((token) => style.getPropertyValue(token).trim());
    drawTicks({ ...drawing, context, colours, line: style.getPropertyValue("--line").trim() });
  }, [w, drawing.merged, drawing.rows, drawing.selected, dark]);

  const seek = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    app.clock.seek(((event.clientX - box.left) / box.width) * duration);
  };
  const move = (event: PointerEvent) => {
    if (event.buttons & 1) return seek(event);
    const box = canvas.current!.getBoundingClientRect();
    const x = event.clientX - box.left;
    const row = nearest(drawing, x, event.clientY - box.top);
    hover.value = row < 0 ? undefined : { x, text: `${utc(file.scenario.start, app.merged.value.t_s[row]!)}  ${app.say(row)}` };
  };
  return (
    <div class="timeline">
      <div class="timeline-labels" aria-hidden="true">
        {verbs.map((row, k) => <span key={row.verb} class={`verb verb-${k}`}>{row.label}</span>)}
      </div>
      <div class="timeline-body">
        <canvas ref={canvas} class="timeline-canvas" aria-hidden="true"
          onPointerDown={(event) => {
            (event.currentTarget as HTMLCanvasElement).setPointerCapture(event.pointerId);
            app.clock.pause();
            seek(event);
          }}
          onPointerMove={move} onPointerLeave={() => (hover.value = undefined)} />
        {app.partings.value.map((one) => (
          <button key={`${one.subject}/${one.t_s}`} type="button" class="parting-mark" title={one.sentence}
            aria-label={`Difference at ${utc(file.scenario.start, one.t_s)}: ${one.sentence}`}
            style={{ left: `${(one.t_s / duration) * 100}%` }} onClick={() => app.part(one)} />
        ))}
        <Cursor app={app} />
        {hover.value && (
          <div class="timeline-tip" role="status"
            style={{ left: `${Math.min(hover.value.x, Math.max(0, w - 330))}px` }}>{hover.value.text}</div>
        )}
        <div class="timeline-axis" aria-hidden="true">
          {marks(duration, w).filter((t) => (1 - t / duration) * w > 85).map((t) => (
            <span key={t} style={{ left: `${(t / duration) * 100}%` }}>
              {utc(file.scenario.start, t).slice(0, duration > 600 ? 5 : 8)}<small> +{since(t)}</small>
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The moment that is shown; the only part of the timeline that changes while it plays. */
function Cursor({ app }: { app: App }) {
  const { session } = app;
  const { scenario } = session.file;
  const t = session.t_s.value;
  const key = (event: KeyboardEvent) => {
    const press: Record<string, () => void> = {
      ArrowRight: () => app.jog(1), ArrowUp: () => app.jog(1), ArrowLeft: () => app.jog(-1), ArrowDown: () => app.jog(-1),
      PageUp: () => app.jog(10), PageDown: () => app.jog(-10), Home: () => app.clock.seek(0),
      End: () => app.clock.seek(scenario.duration_s), " ": () => app.clock.toggle(),
    };
    const found = press[event.key];
    if (!found) return;
    event.preventDefault();
    found();
  };
  return (
    <div class="timeline-cursor" role="slider" tabIndex={0} aria-label="Time" aria-valuemin={0}
      aria-valuemax={scenario.duration_s} aria-valuenow={Math.round(t)}
      aria-valuetext={`${utc(scenario.start, t)} UTC, ${since(t)} after the start`} onKeyDown={key}
      style={{ left: `${(t / scenario.duration_s) * 100}%` }} />
  );
}
