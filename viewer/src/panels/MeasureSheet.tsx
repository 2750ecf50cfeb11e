/** A measure: mean and interval under each arrangement, over how many runs, and what the interval means. */

import type { App } from "../state/app";
import { measured } from "../words/text";

export function Measures({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const sheet = session.sheet.value;
  const chosen = sheet.of === "measure" ? sheet.measure : -1;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="Measures">
        <table class="plain">
          <thead><tr><th scope="col">measure</th>{file.arrangements.map((one) => <th key={one.id} scope="col">{one.title || one.id}</th>)}</tr></thead>
          <tbody>
            {file.measures.map((one, k) => (
              <tr key={one.id} class={k === chosen ? "chosen" : ""}>
                <th scope="row">{one.title}</th>
                {file.arrangements.map((arrangement, i) => {
                  const found = one.found[i];
                  return (
                    <td key={arrangement.id}>
                      <button type="button" class="link" onClick={() => (session.sheet.value = { of: "measure", measure: k })}>
                        {measured(found?.mean ?? null, one.unit)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen >= 0 && <Detail app={app} measure={chosen} />}
    </>
  );
}

/** What the kinds of intervals are called. */
const KINDS: Readonly<Record<string, string>> = {
  t: "Student's t interval", wilson: "Wilson's score interval", "exact one-sided": "exact one-sided limit",
  constant: "the same in every run",
};

function Detail({ app, measure }: { app: App; measure: number }) {
  const { file } = app.session;
  const one = file.measures[measure];
  if (!one) return null;
  const better = one.better === "less" ? "Less is better." : one.better === "more" ? "More is better." : "";
  return (
    <div class="detail">
      <h4>{one.title}</h4>
      <p>{better} The mean over the runs of the study, with a 95 % interval over chance: it says how far the mean might lie if
        the same study were drawn again, and nothing about parameters that are wrong.</p>
      <ul class="flat">
        {file.arrangements.map((arrangement, i) => {
          const found = one.found[i];
          if (!found) return null;
          return <li key={arrangement.id}>{arrangement.title || arrangement.id}: {measured(found.mean, one.unit)}
            {found.low !== null && found.high !== null && ` (${measured(found.low, one.unit)} to ${measured(found.high, one.unit)})`},
            n = {found.n}{found.kind && `, ${KINDS[found.kind] ?? found.kind}`}</li>;
        })}
      </ul>
      <button type="button" class="small" onClick={() => (app.session.panel.value = "runs")}>Its runs</button>
    </div>
  );
}
