/** The panels beside the maps; on a phone the map is one of them. */

import type { App } from "../state/app";
import { PANELS, type Panel } from "../state/session";
import { Ledger } from "./Ledger";
import { Log } from "./Log";
import { Runs } from "./Runs";
import { Sources } from "./Sources";

const TITLES: Record<Panel, string> = { map: "Map", log: "Log", ledger: "Ledger", runs: "Runs", sources: "Sources" };

export function Tabs({ app }: { app: App }) {
  const { session } = app;
  const key = (event: KeyboardEvent) => {
    const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!way) return;
    event.preventDefault();
    const shown = PANELS.filter((one) => document.getElementById(`tab-${one}`)?.offsetParent);
    const next = shown[(shown.indexOf(session.panel.value) + way + shown.length) % shown.length]!;
    session.panel.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Panels" onKeyDown={key}>
      {PANELS.map((one) => (
        <button key={one} id={`tab-${one}`} type="button" role="tab" class={`tab tab-${one}`} aria-selected={session.panel.value === one}
          aria-controls="panel" tabIndex={session.panel.value === one ? 0 : -1} onClick={() => (session.panel.value = one)}>{TITLES[one]}</button>
      ))}
    </div>
  );
}

export function PanelBody({ app }: { app: App }) {
  const panel = app.printing.value ? "ledger" : app.session.panel.value;
  return (
    <div id="panel" class="panel" role="tabpanel" aria-labelledby={`tab-${panel}`}>
      {(panel === "log" || panel === "map") && <Log app={app} />}
      {panel === "ledger" && <Ledger app={app} />}
      {panel === "runs" && <Runs app={app} />}
      {panel === "sources" && <Sources app={app} />}
    </div>
  );
}
