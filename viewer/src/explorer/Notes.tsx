/** What the answer leans on, what the sliders stand for, how to make the page again. */

import type { ExplorerFile, Factor } from "./format";
import { called, whole } from "./words";

export function Notes({ file }: { file: ExplorerFile }) {
  const { stamp } = file;
  return (
    <>
      <section aria-labelledby="together">
        <h2 id="together">All combinations together</h2>
        {file.answer.map((sentence) => <p key={sentence}>{whole(sentence)}</p>)}
      </section>
      <section aria-labelledby="leans">
        <h2 id="leans">What this leans on</h2>
        <ul>{file.leans_on.map((line) => <li key={line}>{line}</li>)}</ul>
        {file.factors.map((factor) => <Sheet key={factor.id} factor={factor} />)}
      </section>
      <section aria-labelledby="again">
        <h2 id="again">Make it again</h2>
        <p><code class="command">{file.again}</code></p>
        <dl>
          <dt>skypact</dt><dd>{stamp.skypact}</dd>
          <dt>runs of each combination</dt><dd>{stamp.runs}</dd>
          <dt>seed</dt><dd>{stamp.seed}</dd>
          <dt>association</dt><dd>{stamp.association}</dd>
          {stamp.hypothesis && <><dt>account</dt><dd>{stamp.hypothesis}</dd></>}
          <dt>platform</dt><dd>{stamp.platform}</dd>
          {Object.entries(stamp.scenario_sha256).map(([day, hash]) => (
            <><dt>scenario{day && `, ${day}`}</dt><dd><code>{hash.slice(0, 16)}</code></dd></>
          ))}
        </dl>
      </section>
    </>
  );
}

function Sheet({ factor }: { factor: Factor }) {
  const rest = factor.n - factor.quantities.length;
  return (
    <details>
      <summary>{called(factor)}: {factor.n === 1 ? "the quantity" : `the ${factor.n} quantities`} it stands for, as written</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Quantities of ${called(factor)}`}>
        <table>
          <thead><tr><th scope="col">Quantity</th><th scope="col">Value (low to high)</th><th scope="col">Source</th></tr></thead>
          <tbody>
            {factor.quantities.map((q) => (
              <tr key={q.path}>
                <th scope="row"><code>{q.path}</code></th><td>{q.value}</td>
                <td>{q.assumed ? <em>assumed</em> : q.source}{q.note && ` — ${q.note}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && <p class="aside">and {rest} more</p>}
    </details>
  );
}
