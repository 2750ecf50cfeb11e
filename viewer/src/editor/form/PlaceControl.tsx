/** A place: a name that the scenario or the catalogue knows, or latitude and longitude. */

import { useState } from "preact/hooks";
import type { ControlProps } from "./Control";
import { coordinates } from "../map/coordinates";
import { place, placesOf } from "../map/sites";
import { TextInput } from "./TextInput";

const PAIR = /^\s*\[?\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*\]?\s*$/;

export function PlaceControl({ id, label, state, path, faulty }: ControlProps) {
  const [wrong, setWrong] = useState("");
  const value = state.value(path);
  const places = placesOf(state.data, state.catalogue.value);
  const at = place(value, places);
  const set = (typed: string) => {
    const pair = PAIR.exec(typed);
    const made = pair ? [Number(pair[1]), Number(pair[2])] : typed.trim();
    if (!place(made, places)) {
      setWrong(`“${typed}” was not taken: write a place that is known, or latitude and longitude such as 53.7, 23.8`);
      return;
    }
    setWrong("");
    state.set(path, made);
  };
  return (
    <>
      <TextInput id={id} label={label} value={Array.isArray(value) ? value.join(", ") : String(value ?? "")} list={`${id}-places`}
        wrong={faulty || wrong !== ""} onText={set} />
      <datalist id={`${id}-places`}>{[...places.keys()].map((name) => <option key={name} value={name} />)}</datalist>
      {wrong ? <p class="bad" role="alert">{wrong}</p> : at && typeof value === "string" && <p class="help">{coordinates(at)}</p>}
    </>
  );
}
