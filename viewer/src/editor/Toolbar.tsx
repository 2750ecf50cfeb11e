/** The head of the editor: what is open, undo, the file, whether it is right, the run. */

import { forget } from "./draft";
import type { Runs } from "./run/runs";
import type { EditorState } from "./state";
import { turnTheme } from "./theme";

interface Props {
  state: EditorState;
  runs: Runs;
  tab(name: "form" | "faults" | "run"): void;
}

export function Toolbar({ state, runs, tab }: Props) {
  const { past, future } = state.history.value;
  const faults = state.faults.value.length;
  const status = faults ? `${faults} ${faults === 1 ? "fault" : "faults"}` : state.checking.value ? "Checking …" : "No fault";
  return (
    <header class="bar">
      <h1><a href="/">Skypact</a><span class="soft"> editor</span></h1>
      <span class="name" title={state.name.value}>{state.name.value}{state.dirty.value ? " · changed" : ""}</span>
      <div class="group">
        <button type="button" onClick={() => close(state)}>Open …</button>
        <button type="button" onClick={() => state.undo()} disabled={!past.length} title="Undo (Ctrl+Z)">Undo</button>
        <button type="button" onClick={() => state.redo()} disabled={!future.length} title="Redo (Ctrl+Shift+Z)">Redo</button>
        <button type="button" onClick={() => download(state)} title="Save the YAML as a file (Ctrl+S)">Download</button>
      </div>
      <button type="button" class={faults ? "status bad" : "status"} onClick={() => tab("faults")} aria-live="polite">
        {faults ? "✕ " : state.checking.value ? "" : "✓ "}{status}
      </button>
      <button type="button" class="main" onClick={() => tab("run")}>{runs.going.value ? "Running …" : "Run …"}</button>
      <button type="button" onClick={turnTheme} title="Light or dark" aria-label="Light or dark">◐</button>
    </header>
  );
}

/** Back to the choice of what to begin with; the draft stays with the browser. */
function close(state: EditorState): void {
  state.open.value = false;
}

export function download(state: EditorState): void {
  const address = URL.createObjectURL(new Blob([state.text.value], { type: "text/yaml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${state.name.value || "scenario"}.yaml`;
  link.click();
  URL.revokeObjectURL(address);
  state.saved.value = state.text.value;
  forget(state.name.value);
}
