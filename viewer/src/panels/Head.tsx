/** The top of the page: what it is about, the answer, and what the maps show. */

import { batch } from "@preact/signals";
import type { App } from "../state/app";
import { ledgerCsv, logCsv } from "../export/csv";
import { savePicture } from "../export/picture";
import { save } from "../export/save";
import { date, utc } from "../words/clock";
import { whose } from "../words/picture";
import { sentences } from "../words/text";
import { choice, type Choice } from "../state/theme";
import { Pictures } from "./Pictures";

export function Head({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const [first, ...rest] = sentences(file.answer);
  return (
    <header class="head">
      <div class="head-title">
        <h1>{file.scenario.title}</h1>
        <p class="limits">Analysis with coarse public parameters</p>
      </div>
      <Choices app={app} />
      <div class="answer">
        <p>{first ?? file.scenario.question}{" "}
          <button type="button" class="link" onClick={() => {
            session.sheet.value = { of: "measure", measure: -1 };
            session.panel.value = "sources";
          }}>Where these numbers come from</button>
        </p>
        {rest.length > 0 && <details open={app.printing.value}><summary>More of the answer</summary>{rest.map((line) => <p key={line}>{line}</p>)}</details>}
      </div>
      {app.printing.value && <Printed app={app} />}
    </header>
  );
}

/** What a printed page shows, and how to make it again. */
function Printed({ app }: { app: App }) {
  const { session } = app;
  const { scenario, again } = session.file;
  const t = session.t_s.value;
  return (
    <p class="print-only">Run {session.run.value} at {date(scenario.start, t)} {utc(scenario.start, t)} UTC, {whose(session)}.
      Made again with: <code>{again}</code></p>
  );
}

function Choices({ app }: { app: App }) {
  const { session } = app;
  const { arrangements } = session.file;
  const swap = () => {
    const [a, b] = [session.a.value, session.b.value];
    batch(() => {
      session.a.value = b;
      session.b.value = a;
    });
  };
  return (
    <div class="choices" role="group" aria-label="What the maps show">
      <label class="field"><span class="world world-a">A</span> <span class="hidden-text">arrangement</span>
        <select id="arrangement-a" value={session.a.value} onChange={(e) => (session.a.value = e.currentTarget.value)}>
          {arrangements.map((one) => <option key={one.id} value={one.id}>{one.title || one.id}</option>)}
        </select>
      </label>
      {arrangements.length > 1 && (
        <>
          <button type="button" class="small" onClick={swap} disabled={!session.b.value} aria-label="Swap A and B" title="Swap A and B">⇄</button>
          <label class="field"><span class="world world-b">B</span> <span class="hidden-text">arrangement</span>
            <select id="arrangement-b" value={session.b.value} onChange={(e) => (session.b.value = e.currentTarget.value)}>
              <option value="">none: A alone</option>
              {arrangements.map((one) => <option key={one.id} value={one.id}>{one.title || one.id}</option>)}
            </select>
          </label>
        </>
      )}
      <label class="field">Run
        <select id="run" value={String(session.run.value)} onChange={(e) => void app.show(Number(e.currentTarget.value))}>
          {session.runs().map((run) => <option key={run} value={String(run)}>{run}</option>)}
          {session.has(session.run.value) ? null : <option value={String(session.run.value)}>{session.run.value} (not here)</option>}
        </select>
      </label>
      <Pictures app={app} />
      <details class="menu" onFocusOut={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget as Node | null)) e.currentTarget.open = false;
      }}>
        <summary>Export</summary>
        <div onClick={(e) => e.currentTarget.parentElement!.removeAttribute("open")}>
          <button type="button" onClick={() => savePicture(app)}>Picture as PNG</button>
          <button type="button" onClick={() => save("log.csv", "text/csv", logCsv(app))}>Log as CSV</button>
          <button type="button" onClick={() => save("ledger.csv", "text/csv", ledgerCsv(app))}>Ledger as CSV</button>
          <button type="button" onClick={() => print()}>Print</button>
        </div>
      </details>
      <label class="field"><span class="hidden-text">Colours</span>
        <select id="theme" value={choice.value} onChange={(e) => (choice.value = e.currentTarget.value as Choice)}>
          <option value="auto">Auto</option><option value="light">Light</option><option value="dark">Dark</option>
        </select>
      </label>
      <button type="button" class="small" aria-label="Keys and help" title="Keys and help (?)" onClick={() => (app.help.value = true)}>?</button>
    </div>
  );
}
