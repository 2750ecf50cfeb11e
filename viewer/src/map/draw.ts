/** Draw the map: the still layers when the view changes, the moving ones at each moment. */

import type { World } from "../data/world";
import type { Session } from "../state/session";
import { Base, type Countries } from "./base";
import { Hits } from "./hits";
import { Labels, rectOf, type Placed } from "./labels";
import type { Palette, Scene } from "./layer";
import { LAYERS } from "./layers";
import { look, Now } from "./now";
import { PRINT } from "./palette";
import { posts } from "./picture";
import { Plane } from "./plane";
import { Shapes } from "./shapes";
import { Symbols } from "./symbols";
import { frameOf, stateOf, type MapState } from "./view";

const FONT = "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const MOST_MOVING = 60;

/** What maps of one session share: the plane, the base map, the shapes, the settings. */
export interface Ground {
  plane: Plane;
  base: Base;
  shapes: Shapes;
  state: MapState;
}

const grounds = new WeakMap<Session, Ground>();

export function groundOf(session: Session, atlas: Countries): Ground {
  let found = grounds.get(session);
  if (!found) {
    const { theatre } = session.file.scenario;
    const plane = new Plane(theatre);
    found = { plane, base: new Base(plane, atlas, theatre), shapes: new Shapes(plane, session.file), state: stateOf(session, plane) };
    grounds.set(session, found);
  }
  return found;
}

/** One map on two canvases. */
export class Drawing {
  width = 0;
  height = 0;
  ratio = 1;
  readonly stillHits = new Hits();
  readonly movingHits = new Hits();
  readonly now = new Now();
  private readonly stillLabels: Labels;
  private readonly movingLabels: Labels;
  private placed: Placed[] = [];
  private symbols = new Symbols(1);

  constructor(
    readonly session: Session, readonly ground: Ground,
    readonly still: CanvasRenderingContext2D, readonly moving: CanvasRenderingContext2D,
  ) {
    const measure = (words: string, bold: boolean) => {
      moving.font = bold ? `bold ${FONT}` : FONT;
      return moving.measureText(words).width;
    };
    this.stillLabels = new Labels(measure);
    this.movingLabels = new Labels(measure);
  }

  resize(width: number, height: number, ratio: number): void {
    if (ratio !== this.ratio) this.symbols = new Symbols(ratio);
    Object.assign(this, { width, height, ratio });
    for (const { canvas } of [this.still, this.moving]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
  }

  drawStill(world: World | undefined, palette: Palette): void {
    const scene = this.scene(this.still, this.stillHits, this.stillLabels, world, palette);
    this.layers(scene, true);
    this.placed = this.stillLabels.place(this.width, this.height);
    write(scene, this.placed);
  }

  drawMoving(world: World | undefined, palette: Palette): void {
    const from = performance.now();
    // Chromium prints what is clear as white, over the canvas below: on paper all is drawn on one.
    const paper = palette === PRINT;
    if (paper) this.drawStill(world, palette);
    const scene = this.scene(paper ? this.still : this.moving, this.movingHits, this.movingLabels, world, palette);
    const picture = this.session.picture.value;
    const truth = picture.of === "truth";
    look(
      this.now, world, this.ground.plane, scene.frame, this.width, this.height, scene.t_s,
      truth, this.ground.state.ghost.value, posts(this.session.file, world, picture),
    );
    if (!paper) scene.context.clearRect(0, 0, this.width, this.height);
    this.layers(scene, false);
    write(scene, this.movingLabels.place(this.width, this.height, [...this.placed.map(rectOf), ...this.stillLabels.stood], MOST_MOVING));
    this.ground.state.frame_ms = performance.now() - from;
  }

  /** What the legend needs: the scene, without drawing it. */
  legendScene(world: World | undefined, palette: Palette): Scene {
    return this.scene(this.moving, new Hits(), this.movingLabels, world, palette);
  }

  private scene(context: CanvasRenderingContext2D, hits: Hits, labels: Labels, world: World | undefined, palette: Palette): Scene {
    const { plane, base, shapes, state } = this.ground;
    return {
      session: this.session, world, context, plane, frame: frameOf(plane, state.view.value, this.width, this.height),
      zoom: state.view.value.zoom, width: this.width, height: this.height, palette, t_s: this.session.t_s.value, state,
      base, shapes, symbols: this.symbols, labels, hits, now: this.now,
    };
  }

  private layers(scene: Scene, still: boolean): void {
    scene.labels.block(this.width - 84, 16, this.width - 4, 176); // the buttons
    scene.labels.block(0, this.height - 80, 276, this.height); // the legend and the scale bar
    scene.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    scene.hits.clear();
    const hidden = this.session.hidden.value;
    for (const layer of LAYERS) if (layer.still === still && !hidden.has(layer.id) && layer.has(scene)) layer.draw(scene);
  }
}

/** Write labels with a halo of the paper's colour. */
function write({ context: c, palette }: Scene, placed: readonly Placed[]): void {
  c.textBaseline = "middle";
  c.lineJoin = "round";
  for (const one of placed) {
    c.font = one.bold ? `bold ${FONT}` : FONT;
    if (!one.centred) {
      c.strokeStyle = palette["paper"]!;
      c.lineWidth = 3;
      c.strokeText(one.words, one.left, one.middle);
    }
    c.fillStyle = one.colour;
    c.fillText(one.words, one.left, one.middle);
  }
}
