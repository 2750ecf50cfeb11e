/** A list: items in their order, which counts for rules; moved, added, taken out, unfolded one by one. */

import { useState } from "preact/hooks";
import { Control, type ControlProps } from "./Control";
import type { Data } from "../text/document";
import { insertAt, moveAt, removeAt } from "../text/edits";
import { empty } from "../shape/empty";
import { within } from "../faults";
import { rule } from "../shape/rule";
import type { Shape } from "../shape/schema";
import { about } from "../sections";

export function ListControl({ id, label, state, path, of }: ControlProps & { of: Shape }) {
  const [open, setOpen] = useState(-1);
  const value = state.value(path);
  const items: Data[] = Array.isArray(value) ? value : [];
  const folds = of.is === "group";
  const move = (index: number, step: 1 | -1) => {
    if (state.edit((text) => moveAt(text, path, index, step))) setOpen(open === index ? index + step : open);
  };
  const add = () => {
    if (state.edit((text) => insertAt(text, path, items.length, empty(of, state)))) setOpen(items.length);
  };
  return (
    <ol class="items">
      {items.map((item, index) => {
        const faults = within(state.faults.value, [...path, index]).length;
        return (
          <li key={index} class={faults ? "wrong" : ""}>
            <div class="item">
              {folds
                ? <button type="button" class="entry" aria-expanded={open === index} onClick={() => setOpen(open === index ? -1 : index)}>
                    {of.of === "Right" ? rule(item) : about(item) || "unnamed"}{faults > 0 && <span class="mark"> ✕{faults}</span>}
                  </button>
                : <Control id={`${id}.${index}`} label={`${label} ${index + 1}`} state={state} path={[...path, index]} shape={of} faulty={faults > 0} />}
              <span class="moves">
                <button type="button" class="small" aria-label={`${label} ${index + 1}: up`} disabled={index === 0} onClick={() => move(index, -1)}>↑</button>
                <button type="button" class="small" aria-label={`${label} ${index + 1}: down`} disabled={index + 1 === items.length} onClick={() => move(index, 1)}>↓</button>
                <button type="button" class="small" aria-label={`${label} ${index + 1}: take out`} onClick={() => state.edit((text) => removeAt(text, [...path, index]))}>×</button>
              </span>
            </div>
            {folds && open === index && (
              <Control id={`${id}.${index}`} label={`${label} ${index + 1}`} state={state} path={[...path, index]} shape={of} faulty={faults > 0} />
            )}
          </li>
        );
      })}
      <li class="new"><button type="button" onClick={add}>Add</button></li>
    </ol>
  );
}
