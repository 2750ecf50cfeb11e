/** The control of one value, by its shape. */

import { useState } from "preact/hooks";
import type { Data, Path } from "../text/document";
import { Group } from "./Group";
import { ListControl } from "./ListControl";
import { ManyControl } from "./ManyControl";
import { MapControl } from "./MapControl";
import { PlaceControl } from "./PlaceControl";
import { QuantityControl } from "./QuantityControl";
import { namesOf } from "../shape/references";
import { fieldsOf, type Shape } from "../shape/schema";
import type { EditorState } from "../state";
import { TextInput } from "./TextInput";
import { inline } from "../text/inline";

export interface ControlProps {
  id: string;
  label: string;
  state: EditorState;
  path: Path;
  shape: Shape;
  faulty: boolean;
}

/** Keys whose text runs over several lines. */
const LONG = new Set(["text", "note", "notes", "leans_on"]);

export function Control(props: ControlProps) {
  const { id, label, state, path, shape, faulty } = props;
  const value = state.value(path);
  const set = (made: Data) => state.set(path, made);
  const described = faulty ? `${id}-fault` : undefined;
  switch (shape.is) {
    case "text": {
      const lines = LONG.has(String(path[path.length - 1])) ? 4 : undefined;
      return <TextInput id={id} label={label} value={plain(value)} wrong={faulty} describedBy={described} {...(lines ? { lines } : {})} onText={set} />;
    }
    case "number":
      return <NumberControl {...props} />;
    case "flag":
      return <input id={id} type="checkbox" checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />;
    case "choice":
      return <Select id={id} value={plain(value)} names={shape.options.map((one) => ({ name: String(one), title: "" }))}
        onPick={(name) => set(shape.options.find((one) => String(one) === name) ?? name)} />;
    case "reference":
      return <Select id={id} value={plain(value)} names={namesOf(shape.to, state.data, state.catalogue.value)} onPick={set} />;
    case "quantity":
      return <QuantityControl {...props} shape={shape} />;
    case "place":
      return <PlaceControl {...props} />;
    case "many":
      return <ManyControl {...props} options={shape.options} />;
    case "list":
      return <ListControl {...props} of={shape.of} />;
    case "map":
      return <MapControl {...props} of={shape.of} keys={shape.keys} />;
    case "group":
      return <Group state={state} path={path} fields={fieldsOf(state.schema.value!, shape.of)} />;
    case "fixed":
      return <output>{shape.value}</output>;
    case "raw":
      return <p class="help">Change this in the source: {value === undefined ? "" : <code>{inline(value).slice(0, 300)}</code>}</p>;
  }
}

function NumberControl({ id, label, state, path, shape, faulty }: ControlProps) {
  const [wrong, setWrong] = useState("");
  const read = (text: string) => {
    const number = Number(text);
    const whole = shape.is === "number" && shape.whole;
    if (text.trim() === "" || !Number.isFinite(number) || (whole && !Number.isInteger(number))) {
      setWrong(`“${text}” was not taken: write a ${whole ? "whole " : ""}number`);
      return;
    }
    setWrong("");
    state.set(path, number);
  };
  return (
    <>
      <TextInput id={id} label={label} value={plain(state.value(path))} numeric wrong={faulty || wrong !== ""} onText={read} />
      {wrong && <p class="bad" role="alert">{wrong}</p>}
    </>
  );
}

interface SelectProps {
  id?: string;
  label?: string;
  value: string;
  names: readonly { name: string; title: string }[];
  onPick(name: string): void;
}

/** One of what there is; a value that names nothing stays and is marked. */
export function Select({ id, label, value, names, onPick }: SelectProps) {
  const known = names.some((one) => one.name === value);
  return (
    <select id={id} aria-label={id ? undefined : label} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
      {value === "" && <option value="">Choose …</option>}
      {value !== "" && !known && <option value={value}>{value} (not there)</option>}
      {names.map(({ name, title }) => <option key={name} value={name}>{name}{title && title !== name ? `: ${title}` : ""}</option>)}
    </select>
  );
}

export function plain(value: Data | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "object" ? inline(value) : String(value);
}
