/** The keyboard of the page. A map that has the focus takes its own keys first. */

import type { App } from "./app";

export interface Key {
  keys: string[];
  shown: string;
  does: string;
  press(app: App): void;
}

export const KEYS: readonly Key[] = [
  { keys: [" ", "k"], shown: "Space", does: "play or pause", press: (app) => app.clock.toggle() },
  { keys: ["ArrowRight"], shown: "→", does: "a little later", press: (app) => app.jog(1) },
  { keys: ["ArrowLeft"], shown: "←", does: "a little earlier", press: (app) => app.jog(-1) },
  { keys: ["PageDown"], shown: "Page down", does: "ten steps later", press: (app) => app.jog(10) },
  { keys: ["PageUp"], shown: "Page up", does: "ten steps earlier", press: (app) => app.jog(-10) },
  { keys: ["n", "."], shown: "N", does: "next event", press: (app) => app.step(1) },
  { keys: ["p", ","], shown: "P", does: "previous event", press: (app) => app.step(-1) },
  { keys: ["d"], shown: "D", does: "first difference of this run", press: (app) => difference(app) },
  { keys: ["Home"], shown: "Home", does: "start", press: (app) => app.clock.seek(0) },
  { keys: ["End"], shown: "End", does: "end", press: (app) => app.clock.seek(app.session.file.scenario.duration_s) },
  { keys: ["]"], shown: "]", does: "faster", press: (app) => app.faster(1) },
  { keys: ["["], shown: "[", does: "slower", press: (app) => app.faster(-1) },
  { keys: ["t"], shown: "T", does: "the truth", press: (app) => void (app.session.picture.value = { of: "truth" }) },
  { keys: ["f"], shown: "F", does: "the fused picture", press: (app) => void (app.session.picture.value = { of: "fused" }) },
  { keys: ["l"], shown: "L", does: "log", press: (app) => void (app.session.panel.value = "log") },
  { keys: ["g"], shown: "G", does: "ledger", press: (app) => void (app.session.panel.value = "ledger") },
  { keys: ["r"], shown: "R", does: "runs", press: (app) => void (app.session.panel.value = "runs") },
  { keys: ["s"], shown: "S", does: "sources", press: (app) => void (app.session.panel.value = "sources") },
  { keys: ["?"], shown: "?", does: "this help", press: (app) => void (app.help.value = !app.help.value) },
  { keys: ["Escape"], shown: "Esc", does: "close, or select nothing", press: (app) => escape(app) },
];

function difference(app: App): void {
  const first = app.first.value;
  if (first) app.part(first);
}

function escape(app: App): void {
  if (app.help.value) app.help.value = false;
  else app.session.select(-1);
}

/** Elements that need the keys themselves. */
const TYPING = "input, select, textarea, [contenteditable], [role=slider], dialog";
const PRESSING = "button, a[href], summary, [role=tab], [role=radio]";

/** Where the keys of the page would be wanted for scrolling; a map is none of it. */
const SCROLLING = ".rows, .scroll, .panel, .map-table, .map-legend-body, pre";
const SCROLLS = new Set(["PageUp", "PageDown", "Home", "End", " "]);

export function listen(app: App, page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as Element | null;
    if (event.key !== "Escape" && target?.closest?.(TYPING)) return;
    if (target?.closest?.(PRESSING) && [" ", "Enter", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    if (SCROLLS.has(event.key) && target?.closest?.(SCROLLING)) return;
    const found = KEYS.find((one) => one.keys.includes(event.key.length === 1 ? event.key.toLowerCase() : event.key));
    if (!found) return;
    event.preventDefault();
    found.press(app);
  });
}
