/** The result before an edit beside the one after it: what was edited, and what that changed. */

import type { Change } from "./changes";
import { compared, mean, sameLuck, signed } from "./compare";
import { dotted } from "./document";
import type { Ran } from "./runs";

/** Edits that are listed; more are counted. */
const MOST = 12;

export function Comparison({ before, after, changes }: { before: Ran; after: Ran; changes: readonly Change[] }) {
  const rows = compared(before.result, after.result);
  const differ = rows.filter((row) => Math.abs(row.difference) > 1e-9);
  const same = rows.length - differ.length;
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
      {!sameLuck(before.result, after.result) && (
        <p class="note">The two have another seed or another number of runs, so a part of the difference is luck.</p>
      )}
      {differ.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Before and after">
          <table>
            <caption>
              {sameLuck(before.result, after.result) && "Same runs, same luck. "}Difference of the means; whether it can be told from zero is not tested here.
            </caption>
            <thead><tr><th scope="col">measure</th><th scope="col">under</th><th scope="col">before</th><th scope="col">after</th><th scope="col">difference</th></tr></thead>
            <tbody>
              {differ.map((row) => (
                <tr key={`${row.after.measure}/${row.arrangement}`}>
                  <th scope="row">{row.title}</th><td>{row.arrangement}</td><td>{mean(row.before)}</td><td>{mean(row.after)}</td>
                  <td>{signed(row.difference, row.unit)}{row.verdict && <span class={row.verdict}> {row.verdict}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {same > 0 && <p class="soft">{differ.length ? `${same} more are the same.` : "Every measure is the same."}</p>}
    </>
  );
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
