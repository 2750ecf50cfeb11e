/** The page as a whole: the question, the choices, the answer, the pictures, the numbers, what they lean on. */

import type { ReadonlySignal, Signal } from "@preact/signals";
import { Controls } from "./Controls";
import { Curve } from "./Curve";
import { Frontier } from "./Frontier";
import { Intervals } from "./Intervals";
import { Notes } from "./Notes";
import type { State } from "./state";
import { All, Beside, Chosen, save } from "./Tables";
import type { Theme } from "./theme";
import { called, capital, sentences, setting, whole } from "./words";

export function Page({ state, shade, width }: { state: State; shade: Signal<Theme>; width: ReadonlySignal<number> }) {
  const { file } = state.grid;
  return (
    <>
      <header>
        <div>
          <h1>{file.scenario.title}</h1>
          <p class="question">{file.scenario.question}</p>
        </div>
        <div class="tools">
          <button type="button" onClick={() => save(state)}>Numbers as CSV</button>
          <button type="button" onClick={() => print()}>Print</button>
          <button type="button" aria-pressed={shade.value === "dark"}
            onClick={() => { shade.value = shade.value === "dark" ? "light" : "dark"; }}>Dark</button>
        </div>
      </header>
      <main>
        <Controls state={state} />
        <div class="found">
          <Answer state={state} />
          <Pictures state={state} width={width.value} />
          <section aria-labelledby="numbers">
            <h2 id="numbers">The numbers</h2>
            <p class="aside">
              Means over {file.stamp.runs} runs with 95 % intervals over chance; a star marks a difference that can be told from zero.
            </p>
            <Chosen state={state} />
            <Beside state={state} />
            <All state={state} />
          </section>
          <Notes file={file} />
        </div>
      </main>
    </>
  );
}

function Answer({ state }: { state: State }) {
  const [first, ...rest] = sentences(state.grid, state.choice.value);
  return (
    <section class="answer" aria-labelledby="answer" aria-live="polite">
      <h2 id="answer">The answer here</h2>
      <p class="lead">{whole(first ?? "")}</p>
      {rest.map((sentence) => <p key={sentence}>{whole(sentence)}</p>)}
    </section>
  );
}

function Pictures({ state, width }: { state: State; width: number }) {
  const { grid } = state;
  const { file } = grid;
  const held = setting(file, state.choice.value);
  const others = file.measures.filter((one) => one.id !== file.lead && (one.id.startsWith("kept_") || one.better === "lower"));
  // what one state keeps another may lose: both are shown
  const shown = [...new Set([state.against.value, ...grid.controls()])].slice(0, 2);
  return (
    <div class={file.factors.length > 1 ? "views" : "views abreast"}>
      <section aria-labelledby="curves">
        <h2 id="curves">How it moves</h2>
        <label class="pick">Measure <select value={state.curve.value} onChange={(event) => { state.curve.value = event.currentTarget.value; }}>
          {file.measures.map((one) => <option key={one.id} value={one.id}>{capital(one.title)}</option>)}
        </select></label>
        <div class="pictures">
          {file.factors.map((factor, k) => (
            <figure key={factor.id}>
              <Curve state={state} factor={k} width={width} />
              <figcaption>
                Over {called(factor)}{file.factors.length > 1 && `, ${called(file.factors[1 - k]!)} as chosen`}. Bands: 95 % over chance.
                Grey: as written. Lines between marks are drawn, not computed.
              </figcaption>
            </figure>
          ))}
          {!file.factors.length && (
            <figure><Intervals state={state} width={width} /><figcaption>{held && `${capital(held)}. `}Lines: 95 % over chance.</figcaption></figure>
          )}
        </div>
      </section>
      {others.length > 0 && file.lead && (
        <section aria-labelledby="frontier">
          <h2 id="frontier">Defence and control</h2>
          <label class="pick">Set against <select value={state.against.value} onChange={(event) => { state.against.value = event.currentTarget.value; }}>
            {others.map((one) => <option key={one.id} value={one.id}>{capital(one.title)}</option>)}
          </select></label>
          <div class="pictures">
            {shown.map((id) => <figure key={id}><Frontier state={state} against={id} width={width} /></figure>)}
          </div>
          <p class="aside">
            Every combination by its means; large: the arrangements at the computed values nearest to what is chosen; ringed: the one
            chosen. The line joins those that no other beats in both. Which of them is right is a judgement. Click a mark to choose
            it; the table of all combinations holds the same.
          </p>
        </section>
      )}
    </div>
  );
}
