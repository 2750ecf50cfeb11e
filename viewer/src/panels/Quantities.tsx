/** A table of parameters: value, range, where it comes from; what is assumed says so in words. */

import type { Quantity, Source } from "../data/format";
import type { App } from "../state/app";

export function Quantities({ app, rows }: { app: App; rows: readonly number[] }) {
  const { file } = app.session;
  if (!rows.length) return <p class="soft">The file lists no parameters for it.</p>;
  return (
    <ul class="quantities">
      {rows.map((row) => {
        const one = file.quantities[row];
        return one ? <Sheet key={row} one={one} sources={one.sources.flatMap((k) => file.sources[k] ?? [])} /> : null;
      })}
    </ul>
  );
}

function Sheet({ one, sources }: { one: Quantity; sources: Source[] }) {
  const range = one.low || one.high ? `${one.low || "?"} to ${one.high || "?"}` : "";
  return (
    <li>
      <p class="quantity"><code>{one.path}</code> <strong>{one.value}</strong>{one.assumed && <span class="assumed">assumed</span>}</p>
      {range && <p class="soft">Range {range}{one.range_means && ` (${one.range_means})`}</p>}
      {one.note && <p class="soft">{one.note}</p>}
      {sources.map((source) => <Reference key={source.key} source={source} />)}
      {!sources.length && !one.assumed && <p class="soft">No source in the file{one.grade && `; grade ${one.grade}`}.</p>}
    </li>
  );
}

export function Reference({ source }: { source: Source }) {
  const web = /^https?:\/\//.test(source.address);
  return (
    <p class="source">
      {web ? <a href={source.address} target="_blank" rel="noreferrer noopener">{source.text || source.key}</a> : <>{source.text || source.key}{source.address && ` (${source.address})`}</>}
      <span class="soft">{source.date && ` · ${source.date}`}{source.grade && ` · grade ${source.grade}`}</span>
    </p>
  );
}
