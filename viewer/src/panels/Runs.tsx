/** Which run: how the measures fell out, the runs at hand and why, a run with a given fate, any run by its number. */

import { useSignal } from "@preact/signals";
import type { App } from "../state/app";
import { silence } from "../state/partings";
import { atHand, count, withFate } from "../state/runs";
import { utc } from "../words/clock";
import { name } from "../words/sentence";
import { measured } from "../words/text";
import { Strips } from "./Strip";

export function Runs({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const measure = useSignal(0);
  const m = file.measures[measure.value];
  return (
    <section class="runs" aria-label="Runs">
      <p>Run <strong>{session.run.value}</strong> is shown, one of {count(file) || session.runs().length}. The same run has the
        same luck under every arrangement.</p>
      {m ? (
        <>
          <label class="field">Measure
            <select value={String(measure.value)} onChange={(e) => (measure.value = Number(e.currentTarget.value))}>
              {file.measures.map((one, k) => <option key={one.id} value={String(k)}>{one.title}</option>)}
            </select>
          </label>
          <Strips app={app} measure={measure.value} />
          <p class="soft">Bars: how many runs had that value. ▲ with a number: a run that can be shown.{" "}
            <button type="button" class="link" onClick={() => {
              session.sheet.value = { of: "measure", measure: measure.value };
              session.panel.value = "sources";
            }}>How it is computed</button></p>
        </>
      ) : <p class="note">This file has no measures.</p>}
      <h3>Runs at hand</h3>
      <AtHand app={app} measure={measure.value} />
      <Fate app={app} />
      <Partings app={app} />
    </section>
  );
}

/** The runs at hand with the value of the measure in each world, and any other run by its number. */
function AtHand({ app, measure }: { app: App; measure: number }) {
  const { session } = app;
  const { file } = session;
  const wanted = useSignal("");
  const value = (run: number, arrangement: string) => {
    const x = session.replays.value.get(`${run}/${arrangement}`)?.replay.values[measure];
    return measured(x ?? null, file.measures[measure]?.unit ?? "");
  };
  return (
    <>
      <table class="plain">
        <thead><tr><th scope="col">run</th><th scope="col">why</th><th scope="col">A</th>{session.b.value && <th scope="col">B</th>}</tr></thead>
        <tbody>
          {atHand(session).map(({ run, why }) => (
            <tr key={run} class={run === session.run.value ? "chosen" : ""}>
              <td><button type="button" class="small" aria-pressed={run === session.run.value} onClick={() => void app.show(run)}>{run}</button></td>
              <td>{why.join(", ")}</td><td>{value(run, session.a.value)}</td>
              {session.b.value && <td>{value(run, session.b.value)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {app.address ? (
        <form class="field" onSubmit={(e) => {
          e.preventDefault();
          if (/^\d+$/.test(wanted.value.trim())) void app.show(Number(wanted.value));
        }}>
          <label>Another run <input inputMode="numeric" pattern="\d+" value={wanted.value} onInput={(e) => (wanted.value = e.currentTarget.value)} /></label>
          <button type="submit" disabled={app.busy.value}>{app.busy.value ? "Playing it again …" : "Show"}</button>
        </form>
      ) : <p class="soft">This is a single file: it holds only these runs. <code>skypact view</code> shows any run of a result.</p>}
    </>
  );
}

/** Runs in which an object has a given fate. */
function Fate({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const ledgers = [...session.replays.value.values()].map((one) => one.replay.ledger);
  const subjects = [...new Set(ledgers.flat().map((row) => row.subject))];
  const object = useSignal(session.selected.value >= 0 && subjects.includes(session.selected.value) ? session.selected.value : subjects[0] ?? -1);
  const fate = useSignal("");
  const fates = [...new Set(ledgers.flat().filter((row) => row.subject === object.value).map((row) => row.fate))].filter(Boolean);
  const picked = fates.includes(fate.value) ? fate.value : fates[0] ?? "";
  if (!subjects.length) return null;
  return (
    <>
      <h3>A run with a given fate</h3>
      <div class="field">
        <select aria-label="Object" value={String(object.value)} onChange={(e) => (object.value = Number(e.currentTarget.value))}>
          {subjects.map((row) => <option key={row} value={String(row)}>{name(file, row)}</option>)}
        </select>
        <select aria-label="Fate" value={picked} onChange={(e) => (fate.value = e.currentTarget.value)}>
          {fates.map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </div>
      <ul class="flat">
        {[session.a.value, session.b.value].filter(Boolean).map((id, k) => {
          const runs = withFate(session, object.value, picked, id);
          return <li key={id}><span class={`world world-${k ? "b" : "a"}`}>{k ? "B" : "A"}</span>{" "}
            {runs.length ? runs.map((run) => (
              <button key={run} type="button" class="small" onClick={() => {
                session.select(object.value);
                void app.show(run);
              }}>run {run}</button>)) : <span class="soft">in no run at hand</span>}</li>;
        })}
      </ul>
    </>
  );
}

/** Where the two worlds part in this run. */
function Partings({ app }: { app: App }) {
  const { session } = app;
  if (!session.b.value || session.a.value === session.b.value || (!app.first.value && !silence(session))) return null;
  return (
    <>
      <h3>Where A and B part in this run</h3>
      {app.partings.value.length ? (
        <ul class="flat">
          {app.partings.value.map((one) => (
            <li key={`${one.subject}/${one.t_s}`}>
              <button type="button" class="link time" onClick={() => app.part(one)}>{utc(session.file.scenario.start, one.t_s)}</button> {one.sentence}
            </li>
          ))}
        </ul>
      ) : <p class="soft">{silence(session)}</p>}
    </>
  );
}
