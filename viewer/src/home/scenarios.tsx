/** Scenarios to begin from: templates first, then the shipped cases with a search. */

import { useState } from "preact/hooks";
import type { Scenario } from "./api";
import { found } from "./words";

export function Scenarios({ scenarios }: { scenarios: readonly Scenario[] }) {
  const [search, setSearch] = useState("");
  const templates = scenarios.filter((one) => one.template);
  const cases = found(scenarios.filter((one) => !one.template), search);
  return (
    <>
      {templates.length > 0 && <><h3>Templates</h3><List scenarios={templates} /></>}
      <h3 id="cases">Cases that come with Skypact</h3>
      <label class="search">
        Search <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
      </label>
      <p role="status" class="soft">{cases.length === 1 ? "1 case" : `${cases.length} cases`}</p>
      <List scenarios={cases} />
    </>
  );
}

function List({ scenarios }: { scenarios: readonly Scenario[] }) {
  return (
    <ul class="scenarios">
      {scenarios.map((one) => (
        <li key={one.name}>
          <a href={`/edit?scenario=${encodeURIComponent(one.name)}`}>{one.title}</a>
          {one.question !== "" && <p>{one.question}</p>}
        </li>
      ))}
    </ul>
  );
}
