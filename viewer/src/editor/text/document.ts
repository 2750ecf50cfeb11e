/** The YAML of a scenario as a document: its plain data, and where in the text each path stands. */

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document, Node, Pair, YAMLMap } from "yaml";

export type Path = readonly (string | number)[];
export type Data = null | boolean | number | string | Data[] | { [key: string]: Data };

export interface Broken {
  line: number;
  column: number;
  message: string;
}

export interface Parsed {
  text: string;
  doc: Document.Parsed;
  lines: LineCounter;
  /** {} where the text is no YAML. */
  data: { [key: string]: Data };
  broken: Broken[];
}

/** Aliases that one text may repeat; a scenario has some dozens. */
const MOST_ALIASES = 1000;

export function parse(text: string): Parsed {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines });
  const broken: Broken[] = doc.errors.map((error) => ({
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
    message: error.message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, ""),
  }));
  if (!broken.length && !isMap(doc.contents)) {
    broken.push({ line: 1, column: 1, message: "Not a mapping of keys to values; begin with `format: 1`" });
  }
  let data: Parsed["data"] = {};
  if (!broken.length) {
    try {
      data = doc.toJS({ maxAliasCount: MOST_ALIASES }) as Parsed["data"];
    } catch (error) {
      broken.push({ line: 1, column: 1, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { text, doc, lines, data, broken };
}

export function pairOf(map: YAMLMap, key: string | number): Pair<Node, Node | null> | undefined {
  return (map.items as Pair<Node, Node | null>[]).find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** The node that an alias stands for, else the node itself. */
export function meant(parsed: Parsed, node: Node | null | undefined): Node | undefined {
  return (isAlias(node) ? node.resolve(parsed.doc) : node) ?? undefined;
}

/** The node at a path as it stands there: aliases on the way are followed, one at its end is not. */
export function nodeAt(parsed: Parsed, path: Path): Node | undefined {
  let node: Node | null | undefined = parsed.doc.contents;
  for (const key of path) {
    const inside: Node | undefined = meant(parsed, node);
    if (isMap(inside)) node = pairOf(inside, key)?.value;
    else if (isSeq(inside)) node = inside.items[Number(key)] as Node | undefined;
    else return undefined;
    if (node === undefined) return undefined;
  }
  return node ?? undefined;
}

/** Plain value at a path, undefined where there is none. */
export function valueAt(data: Data | undefined, path: Path): Data | undefined {
  let value: Data | undefined = data;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (value !== null && typeof value === "object") value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}

/** The anchor that a path is written through or lies in, "" none: an edit there changes every place that repeats it. */
export function sharedAt(parsed: Parsed, path: Path): string {
  for (let end = path.length; end > 0; end--) {
    const node = nodeAt(parsed, path.slice(0, end));
    if (isAlias(node)) return node.source;
    const anchor = (node as { anchor?: string } | undefined)?.anchor;
    if (anchor) return anchor;
  }
  return "";
}

/** First and last line, from 1, of what stands at a path or at its nearest parent. */
export function linesOf(parsed: Parsed, path: Path): [number, number] {
  for (let end = path.length; end > 0; end--) {
    const parent = meant(parsed, nodeAt(parsed, path.slice(0, end - 1)) ?? parsed.doc.contents);
    const key = path[end - 1]!;
    const pair = isMap(parent) ? pairOf(parent, key) : undefined;
    const node = pair ? pair.value : isSeq(parent) ? (parent.items[Number(key)] as Node | undefined) : undefined;
    const from = pair?.key.range?.[0] ?? node?.range?.[0];
    if (from === undefined) continue;
    const last = Math.max(from, contentEnd(parsed.text, node ?? pair?.key));
    return [parsed.lines.linePos(from).line, parsed.lines.linePos(last).line];
  }
  return [1, 1];
}

/** Offset after the last character of a node, without the comments and blank lines after it. */
export function contentEnd(text: string, node: Node | null | undefined): number {
  const range = node?.range;
  if (!range) return 0;
  const flow = (node as { flow?: boolean }).flow;
  if (isMap(node) && !flow && node.items.length) {
    const pair = node.items[node.items.length - 1] as Pair<Node, Node | null>;
    const key = pair.key.range![1];
    return pair.value?.range ? Math.max(contentEnd(text, pair.value), key + 1) : key + 1;
  }
  if (isSeq(node) && !flow && node.items.length) return contentEnd(text, node.items[node.items.length - 1] as Node);
  let end = range[1];
  while (end > range[0] && /\s/.test(text[end - 1]!)) end--;
  return end;
}

/** The path of the thing that a line, from 1, is about: a section, or an entry of one. */
export function pathAtLine(parsed: Parsed, line: number): Path {
  let best: Path = [];
  for (const [section, value] of Object.entries(parsed.data)) {
    const keys = Array.isArray(value) ? value.keys() : value !== null && typeof value === "object" ? Object.keys(value) : [];
    for (const path of [[section], ...[...keys].map((key) => [section, key])] as Path[]) {
      const [first, last] = linesOf(parsed, path);
      if (first <= line && line <= last && path.length >= best.length) best = path;
    }
  }
  return best;
}

/** Paths as people write them. */
export function dotted(path: Path): string {
  return path.join(".");
}

/** The path of a dotted text; ids may hold dots, so the data says where one key ends. */
export function pathOf(data: Data, text: string): Path {
  const parts = text === "" ? [] : text.split(".");
  const path: (string | number)[] = [];
  let value: Data | undefined = data;
  for (let i = 0; i < parts.length; ) {
    let taken = 1;
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      for (let n = parts.length - i; n > 1; n--) {
        if (Object.hasOwn(value, parts.slice(i, i + n).join("."))) {
          taken = n;
          break;
        }
      }
    }
    const key = parts.slice(i, i + taken).join(".");
    const step: string | number = Array.isArray(value) && /^\d+$/.test(key) ? Number(key) : key;
    path.push(step);
    value = valueAt(value, [step]);
    i += taken;
  }
  return path;
}
