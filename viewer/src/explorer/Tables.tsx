/** The numbers behind the pictures: of what is chosen, of every arrangement beside it, of all combinations. */

import { csv } from "./csv";
import { Swatch } from "./marks";
import { chosen, type State } from "./state";
import { briefChange, briefMean, called, capital, setting } from "./words";

/** Every measure at what is chosen, with what it is less the first arrangement and the world as written. */
export function Chosen({ state }: { state: State }) {
  const { grid } = state;
  const { file } = grid;
  const choice = state.choice.value;
  const first = file.arrangements[0]!.id;
  const base = chosen(file.cells[file.base]!);
  const where = setting(file, base);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Measures at what is chosen">
      <table>
        <caption>“{file.arrangements[choice.arrangement]!.id}”{setting(file, choice) && `, ${setting(file, choice)}`}</caption>
        <thead>
          <tr>
            <th scope="col">Measure</th><th scope="col">Mean [95 %]</th>
            <th scope="col">less “{first}”, all else alike</th>
            <th scope="col">less “{file.arrangements[base.arrangement]!.id}”{where && `, ${where}`}</th>
            {choice.without > 0 && <th scope="col">less the same with all there</th>}
          </tr>
        </thead>
        <tbody>
          {file.measures.map((measure, m) => (
            <tr key={measure.id}>
              <th scope="row">{capital(measure.title)}{arrow(measure.better)}</th>
              <td>{briefMean(grid.read(choice, m), measure)}</td>
              <td>{briefChange(grid.read(choice, m, "first"), measure)}</td>
              <td>{briefChange(grid.read(choice, m, "base"), measure)}</td>
              {choice.without > 0 && <td>{briefChange(grid.read(choice, m, "whole"), measure)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The arrangements beside each other, all else as it is chosen. */
export function Beside({ state }: { state: State }) {
  const { grid } = state;
  const { file } = grid;
  const choice = state.choice.value;
  const shown = leading(state);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Arrangements beside each other">
      <table>
        <caption>All arrangements{setting(file, choice) && `, ${setting(file, choice)}`}</caption>
        <thead>
          <tr>
            <th scope="col">Arrangement</th>
            {shown.map(({ measure }) => <th key={measure.id} scope="col">{capital(measure.title)}{arrow(measure.better)}</th>)}
          </tr>
        </thead>
        <tbody>
          {file.arrangements.map((one, i) => (
            <tr key={one.id} class={i === choice.arrangement ? "chosen" : ""} aria-current={i === choice.arrangement}>
              <th scope="row"><Swatch i={i} /> {one.id}</th>
              {shown.map(({ measure, m }) => (
                <td key={measure.id}>{briefMean(grid.read({ ...choice, arrangement: i }, m), measure)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All combinations, each a button that chooses it, and the same as a file. */
export function All({ state }: { state: State }) {
  const { file } = state.grid;
  const shown = leading(state);
  return (
    <details>
      <summary>All {file.cells.length} combinations</summary>
      <div class="scroll tall" tabIndex={0} role="region" aria-label="All combinations">
        <table>
          <thead>
            <tr>
              <th scope="col">Arrangement</th>
              {file.factors.map((one) => <th key={one.id} scope="col">{called(one)}</th>)}
              {file.things.length > 0 && <th scope="col">Without</th>}
              {file.dates.length > 0 && <th scope="col">Day</th>}
              {shown.map(({ measure }) => <th key={measure.id} scope="col">{capital(measure.title)}{arrow(measure.better)}</th>)}
            </tr>
          </thead>
          <tbody>
            {file.cells.map((cell, i) => (
              <tr key={i}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => state.choose(chosen(cell))}>
                    {file.arrangements[cell.arrangement]!.id}
                  </button>
                </th>
                {file.factors.map((one, k) => <td key={one.id}>{one.texts[cell.at[k]!]}</td>)}
                {file.things.length > 0 && (
                  <td>{file.things.filter((_, k) => cell.without & (1 << k)).map((one) => one.id).join(", ") || "—"}</td>
                )}
                {file.dates.length > 0 && <td>{file.dates[cell.date]}</td>}
                {shown.map(({ measure, m }) => <td key={measure.id}>{briefMean(cell.found[m] ?? null, measure)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Hand the numbers on as a file. */
export function save(state: State): void {
  const { file } = state.grid;
  const address = URL.createObjectURL(new Blob([csv(file)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${file.scenario.id}-explorer.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function leading(state: State) {
  const { grid } = state;
  const { file } = grid;
  const ids = new Set([file.lead, file.wrongful, file.control, ...grid.controls(), state.curve.value, state.against.value]);
  return [...ids].map((id) => ({ m: grid.measure(id), measure: file.measures[grid.measure(id)] }))
    .flatMap(({ m, measure }) => (measure ? [{ m, measure }] : []));
}

function arrow(side: "lower" | "higher" | ""): string {
  return { lower: " ↓", higher: " ↑", "": "" }[side];
}
