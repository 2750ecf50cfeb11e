/** Run the scenario, and set what it brought beside what it brought before the last edit. */

import { useState } from "preact/hooks";
import { parse } from "../text/document";
import { changesOf } from "../text/changes";
import { Comparison } from "./Comparison";
import { interval, point } from "./compare";
import type { Ran, Runs } from "./runs";
import type { EditorState } from "../state";

const RUNS = 40;
const MOST = 1000;

export function RunPanel({ state, runs }: { state: EditorState; runs: Runs }) {
  const [count, setCount] = useState(RUNS);
  const [seed, setSeed] = useState(1);
  const all = Object.keys((state.value(["arrangements"]) as object | undefined) ?? {});
  const asked = state.value(["question", "arrangements"]);
  const usual = Array.isArray(asked) && asked.length ? asked.map(String) : all;
  const [picked, setPicked] = useState<readonly string[] | undefined>(undefined);
  const chosen = (picked ?? usual).filter((id) => all.includes(id));
  const going = runs.going.value;
  const faults = state.faults.value.length;
  const last = runs.ran.value[0];
  const start = () => void runs.start({
    yaml: state.text.value, runs: count, seed, arrangements: chosen.length ? [...chosen] : null, name: null,
  });
  return (
    <div class="run">
      <form onSubmit={(event) => { event.preventDefault(); start(); }}>
        {all.length > 0 && (
          <fieldset>
            <legend>Arrangements</legend>
            {all.map((id) => (
              <label key={id}><input type="checkbox" checked={chosen.includes(id)}
                onChange={(event) => setPicked(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))} /> {id}</label>
            ))}
          </fieldset>
        )}
        <p class="group">
          <label>Runs <input type="number" min="1" max={MOST} value={count} onInput={(event) => setCount(event.currentTarget.valueAsNumber || 1)} /></label>
          <label>Seed <input type="number" min="0" value={seed} onInput={(event) => setSeed(event.currentTarget.valueAsNumber || 0)} /></label>
          <button type="submit" class="main" disabled={going !== undefined || faults > 0}>Run</button>
        </p>
        {faults > 0 && <p class="bad">{faults === 1 ? "One fault stands" : `${faults} faults stand`} in the way of a run.</p>}
      </form>
      {going && (
        <div class="going" aria-live="polite">
          <progress max={going.total || 1} value={going.total ? going.done : undefined} aria-label="Progress of the run" />
          <p>{going.what || "running"}{going.total > 0 && `: ${going.done} of ${going.total}`}{left(going.left_s)}</p>
          <button type="button" onClick={() => void runs.stop()}>Stop</button>
        </div>
      )}
      {runs.said.value && <p class="notice" role="alert">{runs.said.value}</p>}
      {runs.faults.value.map((fault) => <p key={fault.message} class="bad">line {fault.line}: {fault.message}</p>)}
      {last && <Outcome state={state} ran={last} all={runs.ran.value} />}
    </div>
  );
}

function left(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return "";
  return seconds < 90 ? `, ${Math.ceil(seconds)} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}

function Outcome({ state, ran, all }: { state: EditorState; ran: Ran; all: readonly Ran[] }) {
  const [against, setAgainst] = useState("");
  const others = all.filter((one) => one !== ran);
  const before = others.find((one) => one.name === against) ?? others[0];
  const { result } = ran;
  const name = encodeURIComponent(ran.name);
  const measures = [...new Map(result.table.map((row) => [row.measure, row])).values()];
  const old = ran.order.yaml !== state.text.value;
  return (
    <>
      <h3>Answer</h3>
      {old && <p class="note">The text has changed since this run.</p>}
      <p>{result.answer}</p>
      <p class="group"><a class="button" href={`/view/${name}`}>Watch it</a><a class="button" href={`/report/${name}`}>Report</a></p>
      {before && (
        <>
          <h3>Before and after</h3>
          {others.length > 1 && (
            <label>Before is <select value={before.name} onChange={(event) => setAgainst(event.currentTarget.value)}>
              {others.map((one) => <option key={one.name} value={one.name}>{one.name}</option>)}
            </select></label>
          )}
          <Comparison before={before} after={ran} changes={changesOf(parse(before.order.yaml).data, parse(ran.order.yaml).data)} />
        </>
      )}
      <h3>Measures</h3>
      <p class="help">Mean of {result.runs} runs [95 % interval over chance], seed {result.seed}. ↓ less is better, ↑ more is better.</p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of measures">
        <table>
          <thead><tr><th scope="col">measure</th>{result.arrangements.map((id) => <th scope="col" key={id}>{id}</th>)}</tr></thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure.measure}>
                <th scope="row">{measure.title}{measure.better === "lower" ? " ↓" : measure.better === "higher" ? " ↑" : ""}</th>
                {result.arrangements.map((id) => {
                  const row = result.table.find((one) => one.measure === measure.measure && one.arrangement === id);
                  return <td key={id}>{row && <>{point(row)}<div class="soft">{interval(row)}</div></>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
