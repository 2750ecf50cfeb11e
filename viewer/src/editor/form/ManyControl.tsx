/** Several of what there is: each chosen one with a button that takes it out, and a list of the others. */

import type { ControlProps } from "./Control";
import { insertAt, removeAt } from "../text/edits";
import { namesOf, type Target } from "../shape/references";

export function ManyControl({ label, state, path, options }: ControlProps & { options: string[] | Target }) {
  const value = state.value(path);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const names = typeof options === "string"
    ? namesOf(options, state.data, state.catalogue.value)
    : options.map((name) => ({ name, title: "" }));
  const others = names.filter((one) => !chosen.includes(one.name));
  return (
    <div class="chips">
      {chosen.map((name, index) => (
        <span class="chip" key={name}>
          {name}
          <button type="button" aria-label={`${label}: take out ${name}`} onClick={() => state.edit((text) => removeAt(text, [...path, index]))}>×</button>
        </span>
      ))}
      {others.length > 0 && (
        <select aria-label={`${label}: add`} value="" onChange={(event) => {
          const name = event.currentTarget.value;
          event.currentTarget.value = "";
          if (name) state.edit((text) => insertAt(text, path, chosen.length, name));
        }}>
          <option value="">+</option>
          {others.map(({ name, title }) => <option key={name} value={name}>{name}{title ? `: ${title}` : ""}</option>)}
        </select>
      )}
    </div>
  );
}
