/** What can be chosen: arrangements, sliders, switches, days. */

import type { Factor } from "./format";
import { Swatch } from "./marks";
import { chosen, type State } from "./state";
import { called, shown } from "./words";

export function Controls({ state }: { state: State }) {
  const { file } = state.grid;
  const base = chosen(file.cells[file.base]!);
  return (
    <form class="controls" aria-label="Choices" onSubmit={(event) => event.preventDefault()}>
      <Arrangements state={state} />
      {file.factors.map((factor, k) => <Slider key={factor.id} state={state} factor={factor} k={k} />)}
      {file.things.length > 0 && <Switches state={state} />}
      {file.dates.length > 0 && (
        <label class="field">
          <span class="legend">Forces of the day</span>
          <select value={state.choice.value.date} onChange={(event) => state.choose({ date: Number(event.currentTarget.value) })}>
            {file.dates.map((day, i) => <option key={day} value={i}>{day}</option>)}
          </select>
        </label>
      )}
      <button type="button" onClick={() => state.choose(base)}>
        Back to “{file.arrangements[base.arrangement]!.id}” as written{file.factors.length > 0 && ", or nearest to it"}
      </button>
      <p class="aside">Intruders, their routes, heights and times are the same everywhere, and so is the luck: they are no choice.</p>
    </form>
  );
}

function Arrangements({ state }: { state: State }) {
  const { file } = state.grid;
  return (
    <fieldset>
      <legend>Arrangement of command</legend>
      {file.arrangements.map((one, i) => (
        <label key={one.id} class="radio">
          <input type="radio" name="arrangement" checked={state.choice.value.arrangement === i}
            onChange={() => state.choose({ arrangement: i })} />
          <Swatch i={i} />
          <span><b>{one.id}</b>{one.title !== one.id && <small>{one.title}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A slider whose arrow keys go from one computed value to the next, and which stops on one that is near. */
function Slider({ state, factor, k }: { state: State; factor: Factor; k: number }) {
  const at = state.choice.value.at[k]!;
  const last = factor.values.length - 1;
  const text = shown(factor, at) + (Number.isInteger(at) ? "" : ", between computed values");
  const input = (value: number) => {
    const near = Math.round(value);
    state.slide(k, Math.abs(value - near) < 0.12 ? near : value);
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = event.shiftKey ? at + by / 4 : by > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1;
    state.slide(k, next);
  };
  const id = `slider-${k}`;
  return (
    <div class="field">
      <label for={id} class="legend">{called(factor)}: <output for={id}>{text}</output></label>
      <input id={id} type="range" min="0" max={last} step="0.05" value={at} aria-valuetext={text}
        onInput={(event) => input(Number(event.currentTarget.value))} onKeyDown={step} />
      <div class="ticks" aria-hidden="true">
        {factor.texts.map((tick, i) => (
          <span key={tick} style={{ left: `${(100 * i) / last}%` }} class={i === 0 ? "first" : i === last ? "last" : ""}
            onClick={() => state.slide(k, i)}>{last > 6 && i % 2 ? "" : tick}</span>
        ))}
      </div>
      <p class="aside">
        As written: {factor.written_text}{factor.n > 1 && ` in ${factor.n} places; here all at one value`}.
        Computed at the {factor.values.length} marked values; between them straight lines.
      </p>
    </div>
  );
}

function Switches({ state }: { state: State }) {
  const { file } = state.grid;
  return (
    <fieldset>
      <legend>What is there</legend>
      {file.things.map((one, k) => (
        <label key={one.id} class="radio">
          <input type="checkbox" role="switch" checked={!(state.choice.value.without & (1 << k))}
            onChange={() => state.choose({ without: state.choice.value.without ^ (1 << k) })} />
          <span><b>{one.id}</b>{one.title && <small>{one.title}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}
