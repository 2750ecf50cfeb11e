/** The state of a page as the fragment of its address, and back. */

import { batch } from "@preact/signals";
import { ALL, type Filter } from "./filter";
import { opening } from "./partings";
import { PANELS, TRAIL_S, TRAILS_S, type Panel, type Picture, type Session, type View } from "./session";

/** A trail without end. */
const WHOLE = "whole";

/** Write what a session shows; what a page shows anyway is left out. */
export function write(s: Session): string {
  const { file } = s;
  const out = new URLSearchParams();
  out.set("run", String(s.run.value));
  out.set("a", s.a.value);
  out.set("b", s.b.value);
  out.set("t", String(Math.round(s.t_s.value * 10) / 10));
  out.set("picture", pictureText(s, s.picture.value));
  if (s.selected.value >= 0) out.set("sel", entityText(s, s.selected.value));
  out.set("speed", String(s.speed.value));
  if (s.hidden.value.size) out.set("hide", [...s.hidden.value].sort().join(","));
  if (s.altitude_m.value >= 0) out.set("cover", String(s.altitude_m.value));
  if (s.trail_s.value !== TRAIL_S) out.set("trail", Number.isFinite(s.trail_s.value) ? String(s.trail_s.value) : WHOLE);
  if (s.ghost.value) out.set("ghost", "1");
  const seen = s.view.value;
  if (seen) out.set("map", [seen.x.toFixed(1), seen.y.toFixed(1), seen.zoom.toFixed(2)].join(","));
  out.set("panel", s.panel.value);
  const f = s.filter.value;
  if (f.text) out.set("find", f.text);
  if (f.hidden.size) out.set("verbs", file.codes.verbs.map((_, k) => k).concat(-1).filter((k) => !f.hidden.has(k)).join(","));
  if (f.nation >= 0) out.set("nation", file.entities[f.nation]?.id ?? "");
  if (f.about >= 0) out.set("about", entityText(s, f.about));
  if (f.differing) out.set("differing", "1");
  return `#${out.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

/** Take the state of a fragment; what it does not say stays, what does not exist is passed over. */
export function read(s: Session, fragment: string): void {
  batch(() => take(s, fragment));
}

function take(s: Session, fragment: string): void {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const { file } = s;
  const arrangements = new Set(file.arrangements.map((one) => one.id));
  const run = numberOf(said, "run");
  if (run !== undefined && Number.isInteger(run) && run >= 0) s.run.value = run;
  const a = said.get("a");
  if (a !== null && arrangements.has(a)) s.a.value = a;
  const b = said.get("b");
  if (b !== null && (b === "" || arrangements.has(b))) s.b.value = b;
  const t = numberOf(said, "t");
  if (t !== undefined) s.seek(t);
  const picture = said.get("picture");
  if (picture !== null) s.picture.value = pictureOf(s, picture) ?? s.picture.value;
  s.select(entityOf(s, said.get("sel")));
  const speed = numberOf(said, "speed");
  if (speed !== undefined && speed > 0) s.speed.value = speed;
  s.hidden.value = new Set((said.get("hide") ?? "").split(",").filter(Boolean));
  const cover = numberOf(said, "cover");
  s.altitude_m.value = file.coverage.some((one) => one.altitude_m === cover) ? cover! : -1;
  const trail = said.get("trail") === WHOLE ? Infinity : numberOf(said, "trail");
  s.trail_s.value = TRAILS_S.find((one) => one === trail) ?? TRAIL_S;
  s.ghost.value = said.get("ghost") === "1";
  s.view.value = viewOf(said.get("map"));
  const panel = said.get("panel") as Panel | null;
  if (panel !== null && PANELS.includes(panel)) s.panel.value = panel;
  s.filter.value = filterOf(s, said);
}

/** Show the first difference of the file, some seconds before it: what a page without a fragment opens with. */
export function open(s: Session): void {
  const first = opening(s);
  if (!first) return;
  batch(() => {
    s.run.value = first.run;
    s.a.value = first.a;
    s.b.value = first.b;
    s.select(first.subject);
    s.seek(first.t_s - lead(s.file.scenario.duration_s));
  });
}

/** How long before a moment a page shows it [s]: a two-hundredth of the case, 5 to 60 s. */
export function lead(duration_s: number): number {
  return Math.min(60, Math.max(5, Math.round(duration_s / 200)));
}

function filterOf(s: Session, said: URLSearchParams): Filter {
  const kept = said.get("verbs");
  const shown = new Set((kept ?? "").split(",").filter(Boolean).map(Number));
  const verbs = s.file.codes.verbs.map((_, k) => k).concat(-1);
  return {
    ...ALL,
    text: said.get("find") ?? "",
    hidden: kept === null ? ALL.hidden : new Set(verbs.filter((k) => !shown.has(k))),
    nation: entityOf(s, said.get("nation"), "nation"),
    about: entityOf(s, said.get("about")),
    differing: said.get("differing") === "1",
  };
}

function viewOf(text: string | null): View | undefined {
  const [x, y, zoom, ...rest] = (text ?? "").split(",").map(Number);
  const whole = [x, y, zoom].every((one) => one !== undefined && Number.isFinite(one)) && !rest.length && zoom! > 0;
  return whole ? { x: x!, y: y!, zoom: zoom! } : undefined;
}

function pictureText(s: Session, picture: Picture): string {
  if (picture.of === "nation") return `nation:${picture.nation}`;
  if (picture.of === "post") return `post:${s.file.entities[picture.post]?.id ?? ""}`;
  return picture.of;
}

function pictureOf(s: Session, text: string): Picture | undefined {
  if (text === "truth" || text === "fused") return { of: text };
  const [of, id] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
  if (of === "nation" && s.file.nations.some((one) => one.id === id)) return { of, nation: id };
  const post = entityOf(s, id, "post");
  return of === "post" && post >= 0 ? { of, post } : undefined;
}

/** "intruder:drone-01": ids are unique within a kind only. */
function entityText(s: Session, row: number): string {
  const one = s.file.entities[row];
  return one ? `${one.kind}:${one.id}` : "";
}

/** The row of "kind:id", or of a bare id, as reports link with. */
function entityOf(s: Session, text: string | null, kind = ""): number {
  if (!text) return -1;
  const whole = kind ? -1 : s.file.entities.findIndex((one) => text === `${one.kind}:${one.id}`);
  return whole >= 0 ? whole : bare(s, text, kind);
}

function bare(s: Session, id: string, kind: string): number {
  return id ? s.file.entities.findIndex((one) => one.id === id && (!kind || one.kind === kind)) : -1;
}

function numberOf(said: URLSearchParams, name: string): number | undefined {
  const text = said.get(name);
  const value = text === null || text === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
