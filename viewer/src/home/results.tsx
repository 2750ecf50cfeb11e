/** The list of finished results, newest first. */

import type { Result } from "./api";
import { address, effort, first, moment, study, worlds } from "./words";

export function Results({ results }: { results: readonly Result[] }) {
  if (results.length === 0) return <Empty />;
  return <ul class="results">{results.map((result) => <li key={result.name}><Card result={result} /></li>)}</ul>;
}

function Card({ result }: { result: Result }) {
  const title = `title-${result.name}`;
  return (
    <article class="card" aria-labelledby={title}>
      <h3 id={title}>{result.title}</h3>
      <p class="facts">
        <span class="kind">{study(result)}</span> <span>{worlds(result)}</span> <span>{effort(result)}</span>{" "}
        <time dateTime={result.made}>{moment(result.made)}</time>
      </p>
      {result.answer !== "" && <p>{first(result.answer)}</p>}
      {!result.whole && <p class="note">Stopped before its end: it holds what was finished.</p>}
      <p class="links">
        {result.view && <a href={address("view", result.name)} aria-describedby={title}>Viewer</a>}
        {result.explore && <a href={address("explore", result.name)} aria-describedby={title}>Explorer</a>}
        {result.report && <a href={address("report", result.name)} aria-describedby={title}>Report</a>}
        <span class="name">{result.name}</span>
      </p>
    </article>
  );
}

function Empty() {
  return (
    <div class="empty">
      <p><strong>There is no result in this folder yet.</strong></p>
      <p>Begin with a scenario below: open it in the editor and run it there. Or compute one on the command line:</p>
      <pre><code>skypact compare 2016-05-border --runs 300 --seed 1 --report</code></pre>
    </div>
  );
}
