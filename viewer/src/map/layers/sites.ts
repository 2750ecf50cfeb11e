/** Posts, sensors, batteries and airfields by their symbols. */

import { spotOf, type Layer } from "../layer";
import { present } from "../picture";

const RANK: Record<string, number> = { post: 20, battery: 16, fighter: 15, sensor: 12 };

export const sites: Layer = {
  id: "sites",
  title: "Posts, sensors, batteries, airfields",
  still: true,
  has: ({ session }) => session.file.entities.some((one) => one.at),
  draw(scene) {
    const { context: c, session, palette, labels, hits, symbols, width, height, zoom } = scene;
    const p = { x: 0, y: 0 };
    const size = (width < 700 ? 9 : 12) + Math.min(8, 2 * Math.log2(Math.max(1, zoom)));
    const ids = new Set(session.file.entities.filter((one) => one.kind === "battery").map((one) => one.id));
    const there = present(session.file, scene.world);
    const taken = new Map<string, number>();
    session.file.entities.forEach((one, entity) => {
      if (one.kind === "nation" || one.kind === "zone" || !one.at || !there(entity) || inBattery(ids, one.id) || !spotOf(scene, entity, p)) return;
      // Units of one town stand beside each other, not on each other.
      const town = `${Math.round(p.x / 3)} ${Math.round(p.y / 3)}`;
      const nth = taken.get(town) ?? 0;
      taken.set(town, nth + 1);
      const x = p.x + (nth % 3) * size * 1.7;
      const y = p.y + Math.floor(nth / 3) * size * 1.7;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return;
      const bitmap = symbols.get(one.sidc, Math.round(size));
      const half = bitmap ? Math.max(bitmap.width, bitmap.height) / 2 : 5;
      if (bitmap) c.drawImage(bitmap.image, x - bitmap.ax, y - bitmap.ay, bitmap.width, bitmap.height);
      else plain(c, palette, one.kind, x, y);
      if (session.selected.value === entity) {
        c.strokeStyle = palette["focus"]!;
        c.lineWidth = 2.5;
        c.strokeRect(x - half - 3, y - half - 3, 2 * half + 6, 2 * half + 6);
      }
      hits.add(x, y, entity);
      labels.block(x - half * 0.9, y - half * 0.8, x + half * 0.9, y + half * 0.8);
      labels.want({
        key: `site ${entity}`, words: one.id, x, y, gap: half + 2, colour: palette["ink"]!,
        priority: session.selected.value === entity ? 100 : (RANK[one.kind] ?? 5),
      });
    });
  },
  legend: ({ session: { file } }) => [
    ...(["post", "sensor", "battery", "fighter"] as const)
      .filter((kind) => file.entities.some((one) => one.kind === kind && one.at && !one.sidc))
      .map((kind) => ({
        mark: (c: CanvasRenderingContext2D, p: Readonly<Record<string, string>>) => plain(c, p, kind, 14, 8),
        words: kind === "fighter" ? "Airfield" : kind[0]!.toUpperCase() + kind.slice(1),
      })),
  ],
};

/** A battery's own radar stands with it. */
function inBattery(batteries: ReadonlySet<string>, id: string): boolean {
  const cut = id.lastIndexOf("/");
  return cut > 0 && batteries.has(id.slice(0, cut));
}

function plain(c: CanvasRenderingContext2D, palette: Readonly<Record<string, string>>, kind: string, x: number, y: number): void {
  c.fillStyle = palette["paper"]!;
  c.strokeStyle = palette["ink"]!;
  c.lineWidth = 1.5;
  c.beginPath();
  if (kind === "post") c.rect(x - 5, y - 4, 10, 8);
  else if (kind === "battery") (c.moveTo(x, y - 6), c.lineTo(x + 5, y + 4), c.lineTo(x - 5, y + 4), c.closePath());
  else if (kind === "fighter") (c.moveTo(x, y - 5), c.lineTo(x + 5, y), c.lineTo(x, y + 5), c.lineTo(x - 5, y), c.closePath());
  else c.arc(x, y, 4, 0, 2 * Math.PI);
  c.fill();
  c.stroke();
}
