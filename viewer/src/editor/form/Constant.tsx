/** What no form changes: intruders, their crafts, other traffic. */

import { dotted, type Data, type Path } from "../text/document";
import { inline } from "../text/inline";
import { rowsOf, WHY_CONSTANT } from "../sections";
import type { EditorState } from "../state";

export function Constant({ state, path }: { state: EditorState; path: Path }) {
  const value = state.value(path);
  const rows = path.length === 1 ? rowsOf(state.data, String(path[0])) : [];
  return (
    <>
      <p class="note">{WHY_CONSTANT}</p>
      {rows.length > 0 && (
        <ul class="plain">
          {rows.map((row) => (
            <li key={dotted(row.path)}>
              <button type="button" class="entry" onClick={() => state.select(row.path)}>{row.name} <span class="soft">{row.title}</span></button>
            </li>
          ))}
        </ul>
      )}
      {path.length > 1 && <Shown value={value} />}
    </>
  );
}

export function Shown({ value }: { value: Data | undefined }) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return <p>{value === undefined ? "" : inline(value)}</p>;
  return (
    <dl class="shown">
      {Object.entries(value).map(([key, one]) => (
        <div key={key}>
          <dt>{key.replaceAll("_", " ")}</dt>
          <dd>{Array.isArray(one) && one.some((part) => part !== null && typeof part === "object")
            ? <ol>{one.map((part, i) => <li key={i}>{inline(part)}</li>)}</ol>
            : typeof one === "string" ? one : inline(one)}</dd>
        </div>
      ))}
    </dl>
  );
}
