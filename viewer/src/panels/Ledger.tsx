/** The ledger: for each intruder and nation when each step came, A above B; a row opens to times, causes, evidence. */

import { useSignal } from "@preact/signals";
import type { App } from "../state/app";
import { ledgerCsv } from "../export/csv";
import { save } from "../export/save";
import { chosen, differing, pairs, STEP_VERBS, STEPS, type Pair } from "../state/ledger";
import { spanText } from "../state/speeds";
import { utc } from "../words/clock";
import { name } from "../words/sentence";
import { LedgerRowDetail } from "./LedgerDetail";

/** Rows that stand in the page before somebody asks for more. */
const FIRST = 40;

export function Ledger({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const text = useSignal("");
  const nation = useSignal("");
  const only = useSignal(false);
  const most = useSignal(FIRST);
  const open = useSignal<string>("");
  const all = pairs(session.worldA.value, session.worldB.value);
  const rows = chosen(file, all, text.value, nation.value, only.value);
  const printing = app.printing.value;
  const nations = [...new Set(all.map((one) => one.nation))];
  const two = Boolean(session.worldA.value && session.worldB.value);
  const drawn = printing ? rows : rows.slice(0, most.value);
  return (
    <section class="ledger" aria-label="Ledger">
      <div class="filters" role="search" aria-label="Filter the ledger">
        <input type="search" placeholder="Object or fate" aria-label="Object or fate" value={text.value}
          onInput={(e) => (text.value = e.currentTarget.value)} />
        <select aria-label="Nation" value={nation.value} onChange={(e) => (nation.value = e.currentTarget.value)}>
          <option value="">All nations</option>
          {nations.map((one) => <option key={one} value={one}>{file.nations.find((n) => n.id === one)?.title ?? one}</option>)}
        </select>
        {two && (
          <label class="check">
            <input type="checkbox" checked={only.value} onChange={(e) => (only.value = e.currentTarget.checked)} />
            Only what came in one of A and B ({all.filter(differing).length} of {all.length})
          </label>
        )}
      </div>
      <div class="bar">
        <span class="soft" role="status">{rows.length} rows of run {session.run.value}; times in UTC</span>
        <button type="button" class="small" onClick={() => save("ledger.csv", "text/csv", ledgerCsv(app))}>Ledger as CSV</button>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Ledger table">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">object · nation</th>
              {two && <th scope="col"><span class="hidden-text">world</span></th>}
              <th scope="col">fate</th>
              {STEPS.map((step, k) => (
                <th key={step} scope="col" class={`verb verb-${STEP_VERBS[k]! + 1}`}>{step === "detectable" ? "could be seen" : step}</th>
              ))}
            </tr>
          </thead>
          {drawn.map((one) => {
            const id = `${one.subject}/${one.nation}`;
            return <Rows key={id} app={app} one={one} two={two} open={printing || open.value === id}
              flip={() => (open.value = open.value === id ? "" : id)} />;
          })}
        </table>
      </div>
      {rows.length > drawn.length && (
        <button type="button" onClick={() => (most.value += 200)}>Show more ({rows.length - drawn.length} left)</button>
      )}
      {rows.length ? null : <p class="note">{all.length ? "No row fits the filter." : "No ledger of this run is at hand."}</p>}
    </section>
  );
}

function signed(s: number): string {
  return `${s > 0 ? "+" : "−"}${spanText(Math.abs(s))}`;
}

/** One intruder and nation: a line for each world, and the detail where it is open. */
function Rows({ app, one, two, open, flip }: { app: App; one: Pair; two: boolean; open: boolean; flip: () => void }) {
  const { session } = app;
  const { file } = session;
  const worlds = [{ row: one.a, mark: "A" }, { row: one.b, mark: "B" }].filter(({ row }, k) => (two ? true : row) && (two || k === 0 || !one.a));
  const nation = file.nations.find((n) => n.id === one.nation)?.title ?? one.nation;
  const go = (t: number) => {
    app.clock.pause();
    app.clock.seek(t);
    session.select(one.subject);
  };
  return (
    <tbody class={session.selected.value === one.subject ? "chosen" : ""}>
      {worlds.map(({ row, mark }, k) => (
        <tr key={mark} class={`world-row-${mark.toLowerCase()}`}>
          {k === 0 && (
            <th scope="rowgroup" rowSpan={worlds.length}>
              <button type="button" class="link" aria-expanded={open} onClick={flip}>
                {open ? "▾" : "▸"} {name(file, one.subject)}<br /><span class="soft">{nation}</span>
              </button>
            </th>
          )}
          {two && <td class={`world world-${mark.toLowerCase()}`}>{mark}</td>}
          <td class={one.fateDiffers ? "differs" : ""}>
            <span class="fate">{row?.fate ?? "—"}</span>
            {row?.fate_s != null && <button type="button" class="link time" onClick={() => go(row.fate_s!)}>{utc(file.scenario.start, row.fate_s)}</button>}
          </td>
          {STEPS.map((step, s) => {
            const t = row?.steps[s] ?? null;
            return (
              <td key={step} class={one.differs[s] ? "differs" : ""}>
                {t === null ? <span class="soft" aria-label="never">—</span>
                  : <button type="button" class="link time" onClick={() => go(t)}>{utc(file.scenario.start, t)}</button>}
                {two && k === 1 && one.later_s[s] !== 0 && <small class="later">{signed(one.later_s[s]!)}</small>}
              </td>
            );
          })}
        </tr>
      ))}
      {open && <tr><td colSpan={STEPS.length + 3}><LedgerRowDetail app={app} one={one} two={two} /></td></tr>}
    </tbody>
  );
}
