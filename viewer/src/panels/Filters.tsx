/** What of the log is shown: by words, verb, nation, object, and whether the worlds differ. */

import type { App } from "../state/app";
import { ALL, TRUTH, type Filter } from "../state/filter";
import { name } from "../words/sentence";

export function Filters({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const filter = session.filter.value;
  const set = (change: Partial<Filter>) => (session.filter.value = { ...filter, ...change });
  const flip = (verb: number) => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(verb)) hidden.add(verb);
    set({ hidden });
  };
  const verbs = [TRUTH, ...file.codes.verbs.map((_, k) => k)];
  const rows = file.entities.map((one, row) => ({ one, row }));
  const nations = rows.filter(({ one }) => one.kind === "nation");
  const objects = rows.filter(({ one }) => ["intruder", "traffic", "airborne"].includes(one.kind));
  const own = rows.filter(({ one }) => ["post", "sensor", "battery", "fighter"].includes(one.kind));
  const plain = filter === ALL || JSON.stringify({ ...filter, hidden: [...filter.hidden] }) === JSON.stringify({ ...ALL, hidden: [] });
  return (
    <div class="filters" role="search" aria-label="Filter the log">
      <input type="search" placeholder="Words, e.g. consent" aria-label="Words that the sentence holds" value={filter.text}
        onInput={(e) => set({ text: e.currentTarget.value })} />
      <select aria-label="Nation" value={String(filter.nation)} onChange={(e) => set({ nation: Number(e.currentTarget.value) })}>
        <option value="-1">All nations</option>
        {nations.map(({ one, row }) => <option key={row} value={String(row)}>{one.title || one.id}</option>)}
      </select>
      <select aria-label="Object, post or unit" value={String(filter.about)}
        onChange={(e) => set({ about: Number(e.currentTarget.value) })}>
        <option value="-1">All objects and posts</option>
        <optgroup label="Objects">
          {objects.map(({ row }) => <option key={row} value={String(row)}>{name(file, row)}</option>)}
        </optgroup>
        <optgroup label="Posts and units">
          {own.map(({ row }) => <option key={row} value={String(row)}>{name(file, row)}</option>)}
        </optgroup>
      </select>
      <div class="chips" role="group" aria-label="Verbs">
        {verbs.map((verb) => (
          <button key={verb} type="button" class={`chip verb verb-${verb + 1}`} aria-pressed={!filter.hidden.has(verb)}
            onClick={() => flip(verb)}>{verb < 0 ? "truth" : file.codes.verbs[verb]}</button>
        ))}
      </div>
      <label class="check">
        <input type="checkbox" checked={filter.differing} onChange={(e) => set({ differing: e.currentTarget.checked })} />
        Only where A and B differ
      </label>
      {plain ? null : <button type="button" class="small" onClick={() => (session.filter.value = ALL)}>Show all</button>}
    </div>
  );
}
