/** The maps as one PNG: what their canvases show, scenario, arrangement and moment above, legend and limits below. */

import type { App } from "../state/app";
import { MARK } from "../map/marks";
import { date, utc } from "../words/clock";
import { whose } from "../words/picture";
import { save } from "./save";

const HEAD_PX = 56;
const LINE_PX = 20;
const COLUMN_PX = 330;
const LIMITS = "Analysis with coarse public parameters; one run of many, not a forecast.";

export function savePicture(app: App): void {
  const { session } = app;
  const maps = [...document.querySelectorAll<HTMLElement>(".maps .world-map")];
  const drawn = maps.map((map) => [...map.querySelectorAll<HTMLCanvasElement>("canvas.map-canvas")]);
  const boxes = maps.map((map, k) => (drawn[k]![0] ?? map).getBoundingClientRect());
  const ratio = devicePixelRatio || 1;
  const width = boxes.reduce((sum, box) => sum + box.width, 0);
  const maps_px = Math.max(...boxes.map((box) => box.height));
  const below = foot(maps[0]!, width);
  const height = HEAD_PX + maps_px + below.height;
  const canvas = document.createElement("canvas");
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const c = canvas.getContext("2d");
  if (!c) return;
  c.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  c.fillStyle = style.getPropertyValue("--paper");
  c.fillRect(0, 0, width, height);
  c.fillStyle = style.getPropertyValue("--ink");
  c.font = "600 15px system-ui, sans-serif";
  const { scenario } = session.file;
  const t = session.t_s.value;
  c.fillText(`${scenario.title} · ${date(scenario.start, t)} ${utc(scenario.start, t)} UTC · run ${session.run.value}`, 10, 22, width - 20);
  c.font = "14px system-ui, sans-serif";
  let left = 0;
  drawn.forEach((canvases, k) => {
    const box = boxes[k]!;
    const letter = maps.length > 1 ? `${"AB"[k]}: ` : "";
    c.fillText(`${letter}${app.title(k ? session.b.value : session.a.value)} · ${whose(session)}`, left + 10, 44, box.width - 20);
    for (const one of canvases) {
      if (one.width && one.height) c.drawImage(one, left, HEAD_PX, box.width, box.height);
    }
    left += box.width;
  });
  c.translate(0, HEAD_PX + maps_px);
  below.draw(c, style.getPropertyValue("--ink"));
  canvas.toBlob((blob) => blob && save("picture.png", "image/png", blob), "image/png");
}

interface Foot {
  height: number;
  draw: (c: CanvasRenderingContext2D, ink: string) => void;
}

/** The legend of a map as it stands on the page, in columns, and its notes in lines as wide as the picture. */
function foot(map: HTMLElement, width: number): Foot {
  const font = "13px system-ui, sans-serif";
  const measure = document.createElement("canvas").getContext("2d")!;
  measure.font = font;
  const entries = [...map.querySelectorAll<HTMLElement>(".map-entries li")];
  const notes = [...map.querySelectorAll(".map-note")].map((note) => note.textContent ?? "");
  const lines = [LIMITS, ...notes].flatMap((text) => wrapped(text.trim().replace(/\s+/g, " "), width - 20, (one) => measure.measureText(one).width));
  const columns = Math.max(1, Math.floor((width - 20) / COLUMN_PX));
  const rows = Math.ceil(entries.length / columns);
  return {
    height: (rows + lines.length) * LINE_PX + 20,
    draw: (c, ink) => {
      c.font = font;
      c.fillStyle = ink;
      entries.forEach((entry, k) => {
        const x = 10 + Math.floor(k / rows) * COLUMN_PX;
        const y = 10 + (k % rows) * LINE_PX;
        const mark = entry.querySelector("canvas");
        if (mark?.width) c.drawImage(mark, x, y, MARK.width, MARK.height);
        c.fillText(entry.textContent ?? "", x + MARK.width + 8, y + 13, COLUMN_PX - MARK.width - 20);
      });
      lines.forEach((line, k) => c.fillText(line, 10, 10 + (rows + k) * LINE_PX + 13));
    },
  };
}

/** A text in lines of at most so many pixels, broken between words. */
export function wrapped(text: string, most: number, width: (text: string) => number): string[] {
  const made: string[] = [];
  for (const word of text.split(" ")) {
    const longer = made.length ? `${made[made.length - 1]} ${word}` : word;
    if (made.length && width(longer) <= most) made[made.length - 1] = longer;
    else made.push(word);
  }
  return made;
}
