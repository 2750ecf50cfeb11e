/** Source sheets: the selected entity, the measures, everything that is assumed, and how to make the study again. */

import { useSignal } from "@preact/signals";
import type { App } from "../state/app";
import type { Sheet } from "../state/session";
import { EntitySheet } from "./EntitySheet";
import { Measures } from "./MeasureSheet";
import { Quantities, Reference } from "./Quantities";

const SHEETS: readonly { of: Sheet["of"]; title: string }[] = [
  { of: "entity", title: "Selected" }, { of: "measure", title: "Measures" }, { of: "assumed", title: "Assumed" }, { of: "study", title: "Study" },
];

export function Sources({ app }: { app: App }) {
  const { session } = app;
  const sheet = session.sheet.value;
  const go = (of: Sheet["of"]) => (session.sheet.value = of === "measure" ? { of, measure: -1 } : { of });
  return (
    <section class="sources" aria-label="Sources">
      <div class="chips" role="group" aria-label="Which sheet">
        {SHEETS.map((one) => (
          <button key={one.of} type="button" class="chip" aria-pressed={sheet.of === one.of} onClick={() => go(one.of)}>{one.title}</button>
        ))}
      </div>
      {sheet.of === "entity" && <EntitySheet app={app} />}
      {sheet.of === "measure" && <Measures app={app} />}
      {sheet.of === "assumed" && <Assumed app={app} />}
      {sheet.of === "study" && <Study app={app} />}
    </section>
  );
}

/** Quantities that no source gives, with the words of a filter. */
function Assumed({ app }: { app: App }) {
  const { file } = app.session;
  const text = useSignal("");
  const most = useSignal(60);
  const all = file.quantities.flatMap((one, k) => (one.assumed ? [k] : []));
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = all.filter((k) => words.every((word) => `${file.quantities[k]!.path} ${file.quantities[k]!.note}`.toLowerCase().includes(word)));
  return (
    <>
      <p>{all.length} of {file.quantities.length} parameters are assumed: no public source gives them. Each says so here, with a range where one is given.</p>
      <input type="search" placeholder="Words" aria-label="Words of the parameter" value={text.value} onInput={(e) => (text.value = e.currentTarget.value)} />
      <Quantities app={app} rows={rows.slice(0, most.value)} />
      {rows.length > most.value && <button type="button" onClick={() => (most.value += 200)}>Show more ({rows.length - most.value} left)</button>}
    </>
  );
}

function Study({ app }: { app: App }) {
  const { file } = app.session;
  return (
    <>
      <h3>{file.scenario.title}</h3>
      <p>{file.scenario.question}</p>
      {file.scenario.notes && <p class="soft">{file.scenario.notes}</p>}
      <h4>Answer</h4>
      {file.answer.split("\n").filter(Boolean).map((line) => <p key={line}>{line}</p>)}
      <h4>Limits</h4>
      <p>Analysis with coarse public parameters. It compares arrangements of defence; it does not say what would happen on a day.</p>
      <p class="soft">{file.worldview}</p>
      <h4>Make it again</h4>
      <pre tabIndex={0}>{file.again}</pre>
      <dl class="facts">{Object.entries(file.stamp).map(([key, value]) => <><dt>{key}</dt><dd>{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd></>)}</dl>
      <details>
        <summary>All sources ({file.sources.length})</summary>
        {file.sources.map((source) => <Reference key={source.key} source={source} />)}
      </details>
    </>
  );
}
