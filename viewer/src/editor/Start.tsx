/** What to begin with: a template, a shipped case, a file, or the newest draft that this browser kept. */

import { useEffect, useState } from "preact/hooks";
import { ask, askText, type ScenarioRow } from "./api";
import { kept } from "./draft";
import { wordsOf, type EditorState } from "./state";

/** The server takes no more [bytes]. */
const MOST = 1_000_000;

export function Start({ state }: { state: EditorState }) {
  const [rows, setRows] = useState<ScenarioRow[] | undefined>(undefined);
  const [sought, setSought] = useState("");
  const draft = kept();
  useEffect(() => {
    ask<ScenarioRow[]>("/api/scenarios").then(setRows, (error: unknown) => {
      setRows([]);
      state.notice.value = wordsOf(error);
    });
  }, [state]);
  const fits = (row: ScenarioRow) => `${row.name} ${row.title} ${row.question}`.toLowerCase().includes(sought.toLowerCase());
  const cases = (rows ?? []).filter((row) => !row.template && fits(row));
  return (
    <main class="start">
      <h1>Edit a scenario</h1>
      {state.notice.value && <p class="notice" role="alert">{state.notice.value}</p>}
      <div class="group">
        {draft && (
          <button type="button" class="main" onClick={() => state.start(draft.name, draft.text, "")}>
            Go on with “{draft.name}”, kept {new Date(draft.kept).toLocaleString("en-GB")}
          </button>
        )}
        <label class="button">
          Open a file …
          <input type="file" accept=".yaml,.yml" class="hidden" onChange={(event) => void upload(state, event.currentTarget)} />
        </label>
      </div>
      <h2>Templates</h2>
      <ul class="cards">{(rows ?? []).filter((row) => row.template).map((row) => <Card key={row.name} row={row} state={state} />)}</ul>
      <h2>Shipped cases</h2>
      <p><label>Search <input type="search" value={sought} onInput={(event) => setSought(event.currentTarget.value)} /></label></p>
      {rows === undefined && <p>Reading …</p>}
      {rows !== undefined && !cases.length && <p>Nothing fits.</p>}
      <ul class="cards">{cases.map((row) => <Card key={row.name} row={row} state={state} />)}</ul>
    </main>
  );
}

function Card({ row, state }: { row: ScenarioRow; state: EditorState }) {
  return (
    <li>
      <button type="button" onClick={() => void openScenario(state, row.name)}>
        <strong>{row.title}</strong>
        <span class="soft">{row.template ? "template" : row.date}</span>
        <span>{row.question}</span>
      </button>
    </li>
  );
}

export async function openScenario(state: EditorState, name: string): Promise<void> {
  try {
    state.start(name, await askText(`/api/scenarios/${encodeURIComponent(name)}`));
  } catch (error) {
    state.notice.value = wordsOf(error);
  }
}

async function upload(state: EditorState, input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (!file) return;
  if (file.size > MOST) {
    state.notice.value = `${file.name} has ${(file.size / 1e6).toFixed(1)} MB; the editor takes 1 MB at most.`;
    return;
  }
  state.start(file.name.replace(/\.ya?ml$/i, ""), await file.text());
}
