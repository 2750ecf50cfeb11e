/** Why the chain of one intruder and nation ended where it did, in either world. */

import type { LedgerRow } from "../data/format";
import type { App } from "../state/app";
import { ended, STEPS, type Pair } from "../state/ledger";
import { spanText } from "../state/speeds";

export function LedgerRowDetail({ app, one, two }: { app: App; one: Pair; two: boolean }) {
  const { session } = app;
  const said = (row: LedgerRow | undefined) => {
    if (!row) return "no row";
    const parts = [ended(row)];
    if (row.class) parts.push(`last taken for ${row.class} (${row.evidence})`);
    if (row.stopped && row.fate) parts.push(`fate: ${row.fate}`);
    return parts.filter(Boolean).join("; ");
  };
  const first = STEPS.findIndex((_, k) => one.differs[k] || one.later_s[k]);
  return (
    <div class="detail">
      {(one.a || !two) && <p>{two && <span class="world world-a">A {app.title(session.a.value)}</span>} {said(one.a ?? one.b)}</p>}
      {two && <p><span class="world world-b">B {app.title(session.b.value)}</span> {said(one.b)}</p>}
      {first >= 0 && <p class="soft">The first step that differs: {STEPS[first]}{apart(one, first)}.</p>}
      <button type="button" class="small" onClick={() => {
        session.filter.value = { ...session.filter.value, about: one.subject };
        session.select(one.subject);
        session.panel.value = "log";
      }}>Everything the log says of it</button>
    </div>
  );
}

/** ", 2 min later in B" where both worlds have the step. */
function apart(one: Pair, k: number): string {
  const [x, y] = [one.a?.steps[k] ?? null, one.b?.steps[k] ?? null];
  if (x === null || y === null) return x === null ? ", which came only in B" : ", which came only in A";
  return `, ${spanText(Math.abs(y - x))} ${y > x ? "later" : "earlier"} in B`;
}
