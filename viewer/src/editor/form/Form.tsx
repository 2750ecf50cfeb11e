/** The form of what is selected, made from the schema. */

import { dotted, sharedAt, type Data, type Path } from "../text/document";
import { inWords, own } from "../faults";
import { removeAt, setAt } from "../text/edits";
import { Constant, Shown } from "./Constant";
import { Group } from "./Group";
import { definitionOf, fieldsOf } from "../shape/schema";
import { FLIGHT_HEAD, HEAD, isConstant, rowsOf, SECTIONS, SINGLE, WHY_CONSTANT } from "../sections";
import { SectionForm } from "./SectionForm";
import type { EditorState } from "../state";

export function Form({ state }: { state: EditorState }) {
  const path = state.selected.value;
  const root = state.schema.value;
  if (!root) return <p class="pad">Reading the schema …</p>;
  if (!path.length) return <p class="pad soft">Choose a part on the left, on the map, or in the source.</p>;
  const section = String(path[0]);
  const title = SECTIONS.find((one) => one.key === section)?.title ?? section;
  const broken = state.parsed.value.broken.length > 0;
  return (
    <div class="form">
      <h2>{title}{path.length > 1 && <span class="soft"> · {String(path[1])}</span>}</h2>
      {broken && <p class="notice">The text is no YAML at the moment: mend it in the source (line {state.parsed.value.broken[0]!.line}), then go on here.</p>}
      <fieldset disabled={broken} class="bare">
        {isConstant(path) ? <Constant state={state} path={path} /> : <Body state={state} path={path} section={section} />}
      </fieldset>
    </div>
  );
}

function Body({ state, path, section }: { state: EditorState; path: Path; section: string }) {
  const root = state.schema.value!;
  if (section === "") {
    const free = HEAD.filter((key) => !FLIGHT_HEAD.includes(key));
    return (
      <>
        <Group state={state} path={[]} fields={fieldsOf(root, "").filter((one) => free.includes(one.key))} />
        <h3>Constants</h3>
        <Shown value={Object.fromEntries(FLIGHT_HEAD.flatMap((key) => {
          const value = state.value([key]);
          return value === undefined ? [] : [[key, value]];
        }))} />
        <p class="note">{WHY_CONSTANT}</p>
      </>
    );
  }
  if (path.length === 1 && !SINGLE.has(section)) return <SectionForm state={state} section={section} />;
  const entry = path.slice(0, SINGLE.has(section) ? 1 : 2);
  const value = state.value(entry);
  if (SINGLE.has(section) && value === undefined) {
    return (
      <p>Nothing is written here; the defaults count. <button type="button" onClick={() => begin(state, section)}>Write it out</button></p>
    );
  }
  const definition = definitionOf(root, section, kindOf(value), keysOf(value));
  const shared = sharedAt(state.sound.value, entry);
  const faults = own(state.faults.value, entry, definition ? fieldsOf(root, definition).map((one) => one.key) : []);
  const about = root.$defs?.[definition]?.description?.split("\n")[0];
  return (
    <>
      {about && <p class="soft">{about}</p>}
      {shared && <p class="note">Shared as “{shared}”: a change here changes every place that repeats it.</p>}
      {faults.map((fault) => <p key={fault.message} class="bad" role="alert">{inWords(fault)}</p>)}
      {definition
        ? <Group key={dotted(entry)} state={state} path={entry} fields={fieldsOf(root, definition)} />
        : <p>There is no form for this; change it in the source.</p>}
      {!SINGLE.has(section) && <Ends state={state} path={entry} />}
    </>
  );
}

function begin(state: EditorState, section: string): void {
  const first = fieldsOf(state.schema.value!, definitionOf(state.schema.value!, section, "")).find((one) => one.shape.is === "text");
  state.edit((text) => setAt(text, [section], first ? { [first.key]: "" } : {}));
}

/** Twin and removal of an entry. */
function Ends({ state, path }: { state: EditorState; path: Path }) {
  const id = path[path.length - 1]!;
  const twin = () => {
    const rows = new Set(rowsOf(state.data, String(path[0])).map((row) => row.name));
    let number = 2;
    while (rows.has(`${id}-${number}`)) number++;
    const made = [path[0]!, `${id}-${number}`];
    if (state.edit((text) => setAt(text, made, state.value(path)!))) state.select(made);
  };
  const remove = () => {
    if (state.edit((text) => removeAt(text, path))) state.select([path[0]!]);
  };
  return (
    <p class="group ends">
      {typeof id === "string" && <button type="button" onClick={twin}>Duplicate</button>}
      <button type="button" class="danger" onClick={remove}>Remove {String(id)}</button>
    </p>
  );
}

function keysOf(value: Data | undefined): string[] {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.keys(value) : [];
}

function kindOf(value: Data | undefined): string {
  const kind = value !== null && typeof value === "object" && !Array.isArray(value) ? value["kind"] : "";
  return typeof kind === "string" ? kind : "";
}

