/** Every fault, in the order of the file; a click goes where it is. */

import { inWords, type Placed } from "./faults";
import type { EditorState } from "./state";

export function FaultList({ state }: { state: EditorState }) {
  const faults = state.faults.value;
  if (!faults.length) return <p class="pad">{state.checking.value ? "Checking …" : "No fault: this scenario can run."}</p>;
  return (
    <ol class="faults">
      {faults.map((fault) => (
        <li key={`${fault.line}:${fault.path}:${fault.message}`}>
          <button type="button" onClick={() => go(state, fault)}>
            <span class="soft">line {fault.line}{fault.path && `, ${fault.path}`}</span>
            <span class="bad">{inWords(fault)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Show a fault: its thing in the form, its line in the source. */
function go(state: EditorState, fault: Placed): void {
  if (fault.at.length) state.select(fault.at.slice(0, 2));
  state.line.value = 0;
  state.line.value = fault.line;
}
