/** The scenario by section, with search; faults are marked where they are. */

import { useState } from "preact/hooks";
import { dotted } from "./text/document";
import { within } from "./faults";
import { rowsOf, SECTIONS, SINGLE, type Row, type Section } from "./sections";
import type { EditorState } from "./state";

export function Outline({ state }: { state: EditorState }) {
  const [sought, setSought] = useState("");
  const { data } = state.sound.value;
  const known = new Set(SECTIONS.map((section) => section.key));
  const there = SECTIONS.filter((section) => section.key === "" || data[section.key] !== undefined || CORE.has(section.key));
  const others = Object.keys(data).filter((key) => !known.has(key) && !IN_HEAD.has(key)).map((key) => ({ key, title: key }));
  return (
    <nav class="outline" aria-label="Parts of the scenario">
      <input type="search" placeholder="Search" aria-label="Search the scenario" value={sought}
        onInput={(event) => setSought(event.currentTarget.value)} />
      <ul>
        {[...there, ...others].map((section) => (
          <SectionItem key={section.key} state={state} section={section} sought={sought.toLowerCase()} />
        ))}
      </ul>
    </nav>
  );
}

/** Sections that are offered while they are empty. */
const CORE = new Set(["posts", "links", "sensors", "batteries", "fighters", "airborne", "rights", "situation", "arrangements", "choices", "environment", "zones"]);
const IN_HEAD = new Set(["format", "id", "title", "notes", "date", "start", "duration", "theatre", "worldview", "borders", "places"]);

function SectionItem({ state, section, sought }: { state: EditorState; section: Section; sought: string }) {
  const selected = state.selected.value;
  const inside = String(selected[0] ?? "") === section.key && selected.length > 0;
  const [open, setOpen] = useState<boolean | undefined>(undefined);
  const rows = rowsOf(state.data, section.key);
  const fit = sought ? rows.filter((row) => `${row.name} ${row.title}`.toLowerCase().includes(sought)) : rows;
  if (sought && !fit.length && !section.title.toLowerCase().includes(sought)) return null;
  const shown = sought ? true : open ?? inside;
  const faults = section.key ? within(state.faults.value, [section.key]).length : 0;
  const many = !SINGLE.has(section.key);
  return (
    <li>
      <div class="section">
        {many && rows.length > 0
          ? <button type="button" class="fold" aria-expanded={shown} aria-label={`${section.title}: ${shown ? "fold" : "unfold"}`}
              onClick={() => setOpen(!shown)}>{shown ? "▾" : "▸"}</button>
          : <span class="fold" />}
        <button type="button" class="entry" aria-current={inside && selected.length === 1 || undefined} onClick={() => state.select([section.key])}>
          <strong>{section.title}</strong>{section.constant && <span class="soft"> constant</span>}
          {many && <span class="soft count">{rows.length}</span>}{faults > 0 && <Mark count={faults} />}
        </button>
      </div>
      {many && shown && <ul>{fit.map((row) => <Entry key={dotted(row.path)} state={state} row={row} />)}</ul>}
    </li>
  );
}

function Entry({ state, row }: { state: EditorState; row: Row }) {
  const selected = state.selected.value;
  const current = row.path.every((key, i) => String(selected[i]) === String(key));
  const faults = within(state.faults.value, row.path).length;
  return (
    <li>
      <button type="button" class="entry" aria-current={current || undefined} title={row.title} onClick={() => state.select(row.path)}>
        {faults > 0 && <Mark count={faults} />}{row.name}{row.title && <span class="soft"> {row.title}</span>}
      </button>
    </li>
  );
}

function Mark({ count }: { count: number }) {
  return <span class="mark" aria-label={`${count} ${count === 1 ? "fault" : "faults"}`}>✕{count}</span>;
}
