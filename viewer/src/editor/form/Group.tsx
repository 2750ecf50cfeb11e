/** Fields of one thing: those that are written, those that must be, and a way to add the others. */

import { dotted, type Data, type Path } from "../text/document";
import { removeAt } from "../text/edits";
import { inWords, within } from "../faults";
import { Control } from "./Control";
import { empty } from "../shape/empty";
import type { Field } from "../shape/schema";
import type { EditorState } from "../state";

interface Props {
  state: EditorState;
  path: Path;
  fields: readonly Field[];
}

export function Group({ state, path, fields }: Props) {
  const value = state.value(path);
  const written: { [key: string]: Data } = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const shown = fields.filter((field) => field.required || Object.hasOwn(written, field.key));
  const order = Object.keys(written);
  shown.sort((a, b) => rank(order, a.key) - rank(order, b.key));
  const others = fields.filter((field) => !shown.includes(field) && field.shape.is !== "fixed");
  const known = new Set(fields.map((field) => field.key));
  const unknown = path.length ? order.filter((key) => !known.has(key)) : [];
  return (
    <div class="fields">
      {shown.map((field) => <FieldRow key={field.key} state={state} path={[...path, field.key]} field={field} />)}
      {unknown.map((key) => <Unknown key={key} state={state} path={[...path, key]} />)}
      {others.length > 0 && (
        <select class="add" aria-label="Add a key" value="" onChange={(event) => {
          const field = others.find((one) => one.key === event.currentTarget.value);
          event.currentTarget.value = "";
          if (field) state.set([...path, field.key], empty(field.shape, state));
        }}>
          <option value="">Add …</option>
          {others.map((field) => (
            <option key={field.key} value={field.key}>{field.key.replaceAll("_", " ")}{field.fallback ? ` (default: ${field.fallback})` : ""}</option>
          ))}
        </select>
      )}
    </div>
  );
}

function rank(order: readonly string[], key: string): number {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}

function FieldRow({ state, path, field }: { state: EditorState; path: Path; field: Field }) {
  const id = `f-${dotted(path)}`;
  const faults = within(state.faults.value, path);
  const nested = NESTED.has(field.shape.is);
  const { is } = field.shape;
  const label = field.key.replaceAll("_", " ");
  const missing = field.required && state.value(path) === undefined;
  return (
    <div class={`field${nested ? " nested" : ""}${faults.length ? " wrong" : ""}`} role={nested ? "group" : undefined} aria-label={nested ? label : undefined}>
      <div class="label">
        {nested || is === "fixed" ? <span>{label}</span> : <label for={id}>{label}</label>}
        {missing && <span class="soft"> needed</span>}
        {!field.required && (
          <button type="button" class="small" title={`Take out ${label}${field.fallback ? `; then ${field.fallback} counts` : ""}`}
            aria-label={`Take out ${label}`} onClick={() => state.edit((text) => removeAt(text, path))}>×</button>
        )}
      </div>
      <Control id={id} label={label} state={state} path={path} shape={field.shape} faulty={faults.length > 0} />
      {field.help && is !== "group" && is !== "quantity" && <p class="help">{field.help}</p>}
      {faults.map((fault) => <p key={`${fault.path}${fault.message}`} id={`${id}-fault`} class="bad" role="alert">{inWords(fault)}</p>)}
    </div>
  );
}

const NESTED = new Set(["group", "list", "map", "many", "raw"]);

/** A key that the format does not know: kept as it is. */
function Unknown({ state, path }: { state: EditorState; path: Path }) {
  const faults = within(state.faults.value, path);
  return (
    <div class="field wrong">
      <div class="label"><span>{String(path[path.length - 1])}</span><span class="soft"> not a key of the format</span>
        <button type="button" class="small" aria-label={`Take out ${path[path.length - 1]}`} onClick={() => state.edit((text) => removeAt(text, path))}>×</button>
      </div>
      {faults.map((fault) => <p key={fault.message} class="bad" role="alert">{inWords(fault)}</p>)}
    </div>
  );
}
