/** Names with a value each: commander of each unit, kill probability by target. */

import { useState } from "preact/hooks";
import { Control, Select, type ControlProps } from "./Control";
import { removeAt } from "../text/edits";
import { empty } from "../shape/empty";
import { within } from "../faults";
import { namesOf, type Target } from "../shape/references";
import type { Shape } from "../shape/schema";

export function MapControl({ id, label, state, path, of, keys }: ControlProps & { of: Shape; keys: Target | "" }) {
  const [name, setName] = useState("");
  const value = state.value(path);
  const entries = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];
  const others = keys ? namesOf(keys, state.data, state.catalogue.value).filter((one) => !entries.includes(one.name)) : [];
  const add = (key: string) => {
    if (key && !entries.includes(key)) state.set([...path, key], empty(of, state));
    setName("");
  };
  return (
    <div class="rows">
      {entries.map((key) => (
        <div class="pair" key={key}>
          <label for={`${id}.${key}`}>{key}</label>
          <Control id={`${id}.${key}`} label={`${label} of ${key}`} state={state} path={[...path, key]} shape={of}
            faulty={within(state.faults.value, [...path, key]).length > 0} />
          <button type="button" class="small" aria-label={`${label}: take out ${key}`} onClick={() => state.edit((text) => removeAt(text, [...path, key]))}>×</button>
        </div>
      ))}
      {keys
        ? others.length > 0 && <Select label={`${label}: add`} value="" names={others} onPick={add} />
        : <span class="quantity">
            <input type="text" aria-label={`${label}: new name`} value={name} onInput={(event) => setName(event.currentTarget.value.trim())} />
            <button type="button" disabled={!name} onClick={() => add(name)}>Add</button>
          </span>}
    </div>
  );
}
