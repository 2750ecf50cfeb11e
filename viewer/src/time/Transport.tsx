/** The buttons of the clock, the moment, and what happened last. */

import type { App } from "../state/app";
import { date, since, utc } from "../words/clock";
import { LOG_IS_TRUTH } from "../words/picture";
import { Icon } from "./icons";
import { jog, spanText } from "../state/speeds";

export function Transport({ app }: { app: App }) {
  const { session } = app;
  const span = spanText(jog(session.file.scenario.duration_s));
  return (
    <div class="transport" role="group" aria-label="Clock">
      <button type="button" onClick={() => app.clock.seek(0)} aria-label="To the start" title="To the start (Home)"><Icon of="start" /></button>
      <button type="button" onClick={() => app.step(-1)} aria-label="Previous event" title="Previous event (P)"><Icon of="back" /></button>
      <button type="button" onClick={() => app.jog(-1)} aria-label={`${span} earlier`} title={`${span} earlier (←)`}><Icon of="earlier" /></button>
      <Play app={app} />
      <button type="button" onClick={() => app.jog(1)} aria-label={`${span} later`} title={`${span} later (→)`}><Icon of="later" /></button>
      <button type="button" onClick={() => app.step(1)} aria-label="Next event" title="Next event (N)"><Icon of="next" /></button>
      <label class="speed">
        <span class="hidden-text">Speed</span>
        <select value={String(session.speed.value)} onChange={(e) => (session.speed.value = Number(e.currentTarget.value))}>
          {app.speeds.some((one) => one.factor === session.speed.value)
            || <option value={String(session.speed.value)}>{session.speed.value}×</option>}
          {app.speeds.map((one) => <option key={one.factor} value={String(one.factor)}>{one.label}</option>)}
        </select>
      </label>
      <Moment app={app} />
      <Last app={app} />
      {session.picture.value.of !== "truth" && <small class="soft">{LOG_IS_TRUTH}</small>}
    </div>
  );
}

function Play({ app }: { app: App }) {
  const playing = app.session.playing.value;
  return (
    <button type="button" class="play" onClick={() => app.clock.toggle()} aria-label={playing ? "Pause" : "Play"}
      title={playing ? "Pause (Space)" : "Play (Space)"}><Icon of={playing ? "pause" : "play"} /></button>
  );
}

function Moment({ app }: { app: App }) {
  const { scenario } = app.session.file;
  const t = app.session.t_s.value;
  return (
    <div class="moment" data-moment={t.toFixed(1)}>
      <strong>{utc(scenario.start, t)}</strong> UTC <span class="soft">{date(scenario.start, t)} · +{since(t)} of {since(scenario.duration_s)}</span>
    </div>
  );
}

/** The last event before the moment, in full; read out only while nothing moves. */
function Last({ app }: { app: App }) {
  const come = app.come.value;
  const row = come > 0 ? app.rows.value[come - 1] : undefined;
  return (
    <p class="last" aria-live={app.session.playing.value ? "off" : "polite"}>
      {row === undefined ? "Nothing has happened yet." : <><span class="soft">Last: </span>{app.say(row)}</>}
    </p>
  );
}
