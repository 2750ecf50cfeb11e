/** The editor as a whole: outline, map over source, and on the right the form, the faults or the run. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { FaultList } from "./FaultList";
import { Form } from "./form/Form";
import { Outline } from "./Outline";
import { RunPanel } from "./run/RunPanel";
import { Runs } from "./run/runs";
import { SiteMap } from "./map/SiteMap";
import { Source } from "./Source";
import { openScenario, Start } from "./Start";
import { EditorState } from "./state";
import { download, Toolbar } from "./Toolbar";

type Tab = "form" | "faults" | "run";
const TITLES: Record<Tab, string> = { form: "Form", faults: "Faults", run: "Run" };
const TABS = Object.keys(TITLES) as Tab[];

export function App({ scenario }: { scenario: string }) {
  const state = useMemo(() => new EditorState(), []);
  const runs = useMemo(() => new Runs(), []);
  const [tab, setTab] = useState<Tab>("form");

  useEffect(() => {
    void state.prepare();
    if (scenario) void openScenario(state, scenario);
    return state.watch();
  }, [state, scenario]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => shortcut(event, state);
    const leave = (event: BeforeUnloadEvent) => {
      if (state.open.value && state.dirty.value && !state.drafted.value) event.preventDefault();
    };
    addEventListener("keydown", press);
    addEventListener("beforeunload", leave);
    return () => {
      removeEventListener("keydown", press);
      removeEventListener("beforeunload", leave);
    };
  }, [state]);
  const selected = state.selected.value;
  useEffect(() => {
    if (selected.length) setTab("form");
  }, [selected]);

  if (!state.open.value) return <Start state={state} />;
  const faults = state.faults.value.length;
  return (
    <div class="editor">
      <Toolbar state={state} runs={runs} tab={setTab} />
      {state.notice.value && (
        <p class="notice" role="alert">{state.notice.value} <button type="button" class="small" onClick={() => (state.notice.value = "")}>Close</button></p>
      )}
      <Outline state={state} />
      <main class="middle">
        <SiteMap state={state} />
        <Source state={state} />
      </main>
      <aside class="side" aria-label="Form, faults, run">
        <div class="tabs" role="tablist">
          {TABS.map((one) => (
            <button key={one} type="button" role="tab" id={`tab-${one}`} aria-controls="panel" aria-selected={tab === one} onClick={() => setTab(one)}>
              {TITLES[one]}{one === "faults" && faults > 0 && ` (${faults})`}
            </button>
          ))}
        </div>
        <div id="panel" class="panel" role="tabpanel" tabIndex={0} aria-labelledby={`tab-${tab}`}>
          {tab === "form" ? <Form state={state} /> : tab === "faults" ? <FaultList state={state} /> : null}
          <div class={tab === "run" ? "" : "hidden"}><RunPanel state={state} runs={runs} /></div>
        </div>
      </aside>
    </div>
  );
}

function shortcut(event: KeyboardEvent, state: EditorState): void {
  if (!state.open.value || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  // A field that is being written in has an undo of its own; the source's is ours.
  const target = event.target as HTMLElement;
  const writing = target.tagName === "INPUT" || (target.tagName === "TEXTAREA" && !target.closest(".source"));
  if (key === "s") download(state);
  else if (key === "z" && !writing) event.shiftKey ? state.redo() : state.undo();
  else if (key === "y" && !writing) state.redo();
  else return;
  event.preventDefault();
}
