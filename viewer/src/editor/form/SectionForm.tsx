/** A section as a whole: its entries, and a new one. */

import { useState } from "preact/hooks";
import { Control } from "./Control";
import type { Data } from "../text/document";
import { grouped, middle } from "../shape/empty";
import { within } from "../faults";
import { definitionOf, fieldsOf, kindsOf } from "../shape/schema";
import { rowsOf } from "../sections";
import type { EditorState } from "../state";

/** Ids as the format has them. */
const ID = /^[A-Za-z0-9][\w.-]*$/;

export function SectionForm({ state, section }: { state: EditorState; section: string }) {
  const root = state.schema.value!;
  const listed = root.properties?.[section]?.type === "array";
  if (listed) {
    const of = definitionOf(root, section, "");
    return (
      <>
        {section === "rights" && <p class="soft">The first row that fits counts. Rows of an arrangement take the place of these.</p>}
        <Control id={section} label={section} state={state} path={[section]} shape={{ is: "list", of: { is: "group", of } }}
          faulty={within(state.faults.value, [section]).length > 0} />
      </>
    );
  }
  const rows = rowsOf(state.data, section);
  return (
    <>
      <ul class="plain">
        {rows.map((row) => (
          <li key={row.name}><button type="button" class="entry" onClick={() => state.select(row.path)}>{row.name} <span class="soft">{row.title}</span></button></li>
        ))}
      </ul>
      <NewEntry state={state} section={section} />
    </>
  );
}

function NewEntry({ state, section }: { state: EditorState; section: string }) {
  const root = state.schema.value!;
  const kinds = kindsOf(root, section);
  const [id, setId] = useState("");
  const [kind, setKind] = useState(kinds[0] ?? "");
  const taken = rowsOf(state.data, section).some((row) => row.name === id);
  const add = () => {
    if (state.set([section, id], entry(state, section, kind))) {
      state.select([section, id]);
      setId("");
    }
  };
  return (
    <form class="newentry" onSubmit={(event) => { event.preventDefault(); if (ID.test(id) && !taken) add(); }}>
      <h3>New</h3>
      <label>name <input type="text" value={id} onInput={(event) => setId(event.currentTarget.value.trim())} /></label>
      {kinds.length > 1 && (
        <label>kind <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          {kinds.map((one) => <option key={one}>{one}</option>)}
        </select></label>
      )}
      <button type="submit" disabled={!ID.test(id) || taken}>Add to {section}</button>
      {taken && <p class="bad">There is a {id} already.</p>}
    </form>
  );
}

/** A new entry with what it must have, in the middle of the theatre, under the first nation and post. */
function entry(state: EditorState, section: string, kind: string): Data {
  const root = state.schema.value!;
  const definition = definitionOf(root, section, kind);
  const made = grouped(definition, state) as { [key: string]: Data };
  const keys = new Set(fieldsOf(root, definition).map((field) => field.key));
  const first = (of: string) => Object.keys((state.value([of]) as Record<string, Data> | undefined) ?? {})[0];
  if (kind && keys.has("kind")) made["kind"] = kind;
  if (keys.has("nation") && first("nations")) made["nation"] = first("nations")!;
  if (keys.has("at")) made["at"] = middle(state);
  if (keys.has("base")) made["base"] = middle(state);
  for (const key of ["reports_to", "commander"]) if (keys.has(key) && section !== "arrangements" && first("posts")) made[key] = first("posts")!;
  if (keys.has("title") && made["title"] === "") made["title"] = "Untitled";
  return made;
}
