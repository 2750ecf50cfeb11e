/** The result before an edit beside the one after it: what was edited, and what that changed. */

import type { ResultRow } from "../api";
import type { Change } from "../text/changes";
import { compared, interval, leftOut, point, sameLuck, signed } from "./compare";
import { dotted } from "../text/document";
import type { Ran } from "./runs";

/** Edits that are listed; more are counted. */
const MOST = 12;

export function Comparison({ before, after, changes }: { before: Ran; after: Ran; changes: readonly Change[] }) {
  const rows = compared(before.result, after.result);
  const differ = rows.filter((row) => Math.abs(row.difference) > 1e-9);
  const same = rows.length - differ.length;
  const out = leftOut(before.result, after.result);
  const common = before.result.arrangements.some((id) => after.result.arrangements.includes(id));
  const luck = sameLuck(before.result, after.result);
  return (
    <>
      {changes.length === 0 && <p>Nothing was edited between the two.</p>}
      {changes.length > 0 && (
        <ul class="changes" aria-label="What was edited">
          {changes.slice(0, MOST).map((change) => (
            <li key={dotted(change.path)}>
              <code>{dotted(change.path)}</code>: {change.before === undefined ? "new" : <del>{short(change.before)}</del>}{" "}
              {change.after === undefined ? "taken out" : <ins>{short(change.after)}</ins>}
            </li>
          ))}
          {changes.length > MOST && <li>and {changes.length - MOST} more</li>}
        </ul>
      )}
      <p class={luck ? "help" : "note"}>
        {luck
          ? "Same runs, same luck: what was not edited draws the same chance in both. The differences are of the means and have no interval; better or worse is said only where the intervals of the two means do not overlap."
          : "The two have another seed or another number of runs, so a part of the difference is luck."}
      </p>
      {differ.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Before and after">
          <table>
            <thead><tr><th scope="col">measure, under</th><th scope="col">before</th><th scope="col">after</th><th scope="col">difference</th></tr></thead>
            <tbody>
              {differ.map((row) => (
                <tr key={`${row.after.measure}/${row.arrangement}`}>
                  <th scope="row">{row.title}, <em>{row.arrangement}</em></th><td><Mean row={row.before} /></td><td><Mean row={row.after} /></td>
                  <td>{signed(row.difference, row.unit)}{row.verdict && <div class={row.verdict}>{row.verdict}</div>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {same > 0 && <p class="soft">{differ.length ? `${same} more are the same.` : "Every measure that both know is the same."}</p>}
      {rows.length === 0 && <p class="note">{common ? "No measure is known in both." : "There is no arrangement in common: nothing can be set beside each other."}</p>}
      {out.length > 0 && <p class="soft">Left out: {out.slice(0, MOST).join("; ")}{out.length > MOST && `; and ${out.length - MOST} more`}.</p>}
    </>
  );
}

function Mean({ row }: { row: ResultRow }) {
  return <>{point(row)}<div class="soft">{interval(row)}</div></>;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
