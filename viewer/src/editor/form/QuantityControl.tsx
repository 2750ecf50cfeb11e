/** A quantity: the value with its unit, and what is known about it. */

import { useState } from "preact/hooks";
import type { ControlProps } from "./Control";
import { removeAt } from "../text/edits";
import { PARTS, read, shown, told, withPart, type Part, type QuantityShape } from "../shape/quantity";
import { TextInput } from "./TextInput";

export function QuantityControl(props: ControlProps & { shape: QuantityShape }) {
  const { id, label, state, path, shape, faulty } = props;
  const [wrong, setWrong] = useState("");
  const [open, setOpen] = useState(false);
  const value = state.value(path);
  const mapping = value !== null && typeof value === "object" && !Array.isArray(value);

  const setValue = (typed: string) => {
    const made = read(shape, typed);
    if ("wrong" in made) return setWrong(`“${typed}” was not taken: ${made.wrong}`);
    setWrong("");
    state.set(mapping ? [...path, "value"] : path, made.value);
  };
  const setPart = (part: Part, typed: string) => {
    setWrong("");
    if (typed.trim() === "") {
      if (mapping && value[part] !== undefined) state.edit((text) => removeAt(text, [...path, part]));
      return;
    }
    const number = part === "low" || part === "high" ? read(shape, typed) : { value: part === "assumed" ? true : typed };
    if ("wrong" in number) return setWrong(`“${typed}” was not taken: ${number.wrong}`);
    // Where the mapping is there already only the part is written, so that its comments stay; a source ends "assumed".
    if (!mapping) state.set(path, withPart(value, part, number.value));
    else if (part === "source" && value["assumed"] !== undefined) {
      state.edit((text) => removeAt(text, [...path, "assumed"]), `source ${id}`);
      state.set([...path, part], number.value, `source ${id}`);
    } else state.set([...path, part], number.value);
  };
  const sources = Object.keys((state.value(["sources"]) as Record<string, unknown> | undefined) ?? {});
  return (
    <>
      <div class="quantity">
        <TextInput id={id} label={label} value={shown(value)} placeholder={shape.example} numeric={shape.bare} wrong={faulty || wrong !== ""} onText={setValue} />
        <button type="button" class="small" aria-expanded={open} aria-label={`${told(value)}: range and source of ${label}`} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? "▾" : "▸"}</span> {told(value)}
        </button>
      </div>
      {wrong && <p class="bad" role="alert">{wrong}</p>}
      {open && (
        <div class="parts">
          {PARTS.map((part) => (
            <div key={part}>
              <span class="part">{part.replaceAll("_", " ")}</span>
              {part === "assumed"
                ? <input type="checkbox" aria-label={`${label}: assumed`} checked={shown(value, part) === "true"}
                    onChange={(event) => setPart(part, event.currentTarget.checked ? "true" : "")} />
                : part === "range_means"
                  ? <select aria-label={`${label}: range means`} value={shown(value, part)} onChange={(event) => setPart(part, event.currentTarget.value)}>
                      {["", "uniform", "loguniform", "triangular"].map((one) => <option key={one} value={one}>{one || "uniform (default)"}</option>)}
                    </select>
                  : <TextInput label={`${label}: ${part}`} value={shown(value, part)} {...(part === "source" ? { list: `${id}-sources` } : {})}
                      onText={(typed) => setPart(part, typed)} />}
            </div>
          ))}
          <datalist id={`${id}-sources`}>{sources.map((key) => <option key={key} value={key} />)}</datalist>
        </div>
      )}
    </>
  );
}
