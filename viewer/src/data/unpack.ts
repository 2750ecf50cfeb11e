/** From bytes to the file and its columns. Errors are for people: they say what the file is not. */

import { FORMAT, VERSION, type Column, type ViewerFile } from "./format";

export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** A file whose columns are read when they are asked for. */
export interface Opened<T = ViewerFile> {
  file: T;
  column(of: Column, first?: Numbers): Numbers;
}

const MAGIC = "SKYV";

const ARRAYS = {
  u1: Uint8Array, i1: Int8Array, u2: Uint16Array, i2: Int16Array,
  u4: Uint32Array, i4: Int32Array, f4: Float32Array, f8: Float64Array,
} as const;

/** Open a container; an Error says what is wrong with it. */
export async function open<T = ViewerFile>(bytes: Uint8Array<ArrayBuffer>, format: string = FORMAT): Promise<Opened<T>> {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== MAGIC) throw new Error("not a file of Skypact's viewer");
  const stream = new Blob([bytes.subarray(4)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const whole = await new Response(stream).arrayBuffer();
  const length = new DataView(whole).getUint32(0, true);
  const file = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, length))) as T & { format: string; version: number };
  if (file.format !== format) throw new Error(`a file of ${file.format}, not of ${format}`);
  if (file.version !== VERSION) {
    throw new Error(`version ${file.version} of the file, this page reads ${VERSION}: make it again with skypact`);
  }
  const base = Math.ceil((4 + length) / 8) * 8;
  return { file, column: (of, first) => read(whole, base, of, first) };
}

/** Read one column: deltas summed within the series that start at `first`, then scaled. */
function read(whole: ArrayBuffer, base: number, of: Column, first?: Numbers): Numbers {
  const kept = new ARRAYS[of.dtype](whole, base + of.offset, of.count);
  if (!of.delta && (of.scale ?? 1) === 1) return kept;
  const out = new Float64Array(of.count);
  const scale = of.scale ?? 1;
  let sum = 0;
  let series = 0;
  for (let i = 0; i < of.count; i++) {
    if (of.delta) {
      while (first && series < first.length && i === first[series]) {
        sum = 0;
        series++;
      }
      sum += kept[i]!;
      out[i] = sum * scale;
    } else {
      out[i] = kept[i]! * scale;
    }
  }
  return out;
}

/** Return the bytes of base64 text, as a page carries them. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.trim());
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** Return the container of this page: inside it, or from the address that it names. */
export async function ofPage(id = "skypact-data"): Promise<Uint8Array<ArrayBuffer>> {
  const element = document.getElementById(id);
  if (!element) throw new Error("this page carries no data");
  const address = element.getAttribute("data-address");
  if (!address) return fromBase64(element.textContent ?? "");
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return new Uint8Array(await answer.arrayBuffer());
}
