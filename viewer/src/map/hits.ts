/** What lies under the pointer: points that layers leave while they draw. */

export const RADIUS_PX = 12;

export interface Hit {
  entity: number;
  /** Row of the series in the tracks, −1 for an object or a site. */
  track: number;
}

export class Hits {
  private x = new Float32Array(256);
  private y = new Float32Array(256);
  private entity = new Int32Array(256);
  private track = new Int32Array(256);
  private n = 0;

  clear(): void {
    this.n = 0;
  }

  add(x: number, y: number, entity: number, track = -1): void {
    if (this.n === this.x.length) this.grow();
    this.x[this.n] = x;
    this.y[this.n] = y;
    this.entity[this.n] = entity;
    this.track[this.n++] = track;
  }

  /** The nearest within the radius; of equals the one drawn last, which lies on top. */
  find(x: number, y: number, radius = RADIUS_PX): Hit | undefined {
    let best = -1;
    let least = radius * radius;
    for (let i = 0; i < this.n; i++) {
      const far = (this.x[i]! - x) ** 2 + (this.y[i]! - y) ** 2;
      if (far <= least) {
        least = far;
        best = i;
      }
    }
    return best < 0 ? undefined : { entity: this.entity[best]!, track: this.track[best]! };
  }

  private grow(): void {
    const twice = <T extends Float32Array | Int32Array>(old: T, made: T): T => (made.set(old as never), made);
    this.x = twice(this.x, new Float32Array(2 * this.n));
    this.y = twice(this.y, new Float32Array(2 * this.n));
    this.entity = twice(this.entity, new Int32Array(2 * this.n));
    this.track = twice(this.track, new Int32Array(2 * this.n));
  }
}
