/** The maps as one PNG: what their canvases show, with the scenario, arrangement and moment written above. */

import type { App } from "../state/app";
import { date, utc } from "../words/clock";
import { whose } from "../words/picture";
import { save } from "./save";

const HEAD_PX = 56;

export function savePicture(app: App): void {
  const { session } = app;
  const maps = [...document.querySelectorAll<HTMLElement>(".maps .world-map")];
  const drawn = maps.map((map) => [...map.querySelectorAll<HTMLCanvasElement>("canvas.map-canvas")]);
  const boxes = maps.map((map, k) => (drawn[k]![0] ?? map).getBoundingClientRect());
  const ratio = devicePixelRatio || 1;
  const width = boxes.reduce((sum, box) => sum + box.width, 0);
  const height = Math.max(...boxes.map((box) => box.height)) + HEAD_PX;
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
  canvas.toBlob((blob) => blob && save("picture.png", "image/png", blob), "image/png");
}
