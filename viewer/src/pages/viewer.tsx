/** The page of the viewer. */

import { render } from "preact";
import { flushSync } from "preact/compat";
import "../style/tokens.css";
import "../style/viewer.css";
import { ofPage, open } from "../data/unpack";
import { Plane } from "../map/plane";
import { stateOf } from "../map/view";
import { Page } from "../panels/Page";
import { App } from "../state/app";
import { browser } from "../state/clock";
import { bind } from "../state/history";
import { listen } from "../state/keys";
import type { Session } from "../state/session";
import { follow } from "../state/theme";

/** What tests and notebooks drive the page with. */
export interface Door {
  /** Go to a moment; the panels show it when this returns, the maps at the next frame. */
  seek(t_s: number): void;
  session: Session | undefined;
  /** Done when the page is drawn; refused with what is wrong with its data. */
  ready: Promise<void>;
  /** Own script time of the last frame [ms]: what the panels did at the moment, and the maps at the frame after it. */
  frame_ms: number;
}

declare global {
  interface Window {
    app: Door;
  }
}

const CALM_MS = 500;
/** The width at which style/viewer.css makes the map a tab. */
const PHONE = "(max-width: 800px)";

async function start(door: Door): Promise<void> {
  const root = document.getElementById("app")!;
  follow(window);
  const opened = await open(await ofPage());
  const address = document.getElementById("skypact-data")?.getAttribute("data-address") ?? null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const app = new App(opened, address, browser, calm ? CALM_MS : 0);
  document.title = `${opened.file.scenario.title} — Skypact`;
  if (matchMedia(PHONE).matches) app.session.panel.value = "map"; // there the map is one of the tabs
  bind(app.session, window);
  listen(app, document);
  const printing = matchMedia("print");
  printing.addEventListener("change", (event) => flushSync(() => (app.printing.value = event.matches)));
  addEventListener("beforeprint", () => flushSync(() => (app.printing.value = true)));
  addEventListener("afterprint", () => (app.printing.value = false));
  root.replaceChildren();
  render(<Page app={app} />, root);
  app.watch();
  door.session = app.session;
  app.clock.draw = (move) => flushSync(move);
  door.seek = (t_s) => app.clock.seek(t_s);
  Object.defineProperty(door, "frame_ms", { get: () => app.clock.frame_ms + mapped(app.session) });
}

/** Script time of the last drawing of all maps [ms]. */
function mapped(session: Session): number {
  const state = stateOf(session, new Plane(session.file.scenario.theatre));
  return state.frame_ms * (session.b.value ? 2 : 1);
}

function refuse(error: unknown): void {
  const said = error instanceof Error ? error.message : String(error);
  const note = document.createElement("p");
  note.className = "message";
  note.setAttribute("role", "alert");
  note.textContent = `This page cannot be shown: ${said}.`;
  document.getElementById("app")!.replaceChildren(note);
}

const door: Door = { seek: () => undefined, session: undefined, ready: Promise.resolve(), frame_ms: 0 };
window.app = door;
door.ready = start(door);
door.ready.catch(refuse);
