/**
 * Edits of a YAML text by path. The text is cut and joined where the value stands, so that every other byte of the file,
 * its comments, its order and its way of writing stay as they were; the parsed document only says where to cut.
 */

import { isMap, isScalar, isSeq } from "yaml";
import type { Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { contentEnd, dotted, meant, nodeAt, pairOf, parse, valueAt } from "./document";
import type { Data, Parsed, Path } from "./document";
import { after, folded, inline, text as keyText } from "./inline";

/** An edit that the text does not allow, in words for the one who wanted it. */
export class EditError extends Error {}

type Entry = Pair<Node, Node | null>;

/** The text with `value` at `path`; parents that are not there yet are made. */
export function setAt(source: string, path: Path, value: Data): string {
  const parsed = readable(source);
  return checked(placed(parsed, path, value), path, value);
}

/** The text without what stands at `path`. */
export function removeAt(source: string, path: Path): string {
  const parsed = readable(source);
  const parent = collectionAt(parsed, path.slice(0, -1));
  const key = path[path.length - 1]!;
  const index = isMap(parent) ? parent.items.indexOf(pairOf(parent, key)!) : Number(key);
  if (!parent || !parent.items[index]) return source;
  if (parent.items.length === 1) {
    if (path.length === 1) throw new EditError("a scenario cannot be empty");
    return checked(placed(parsed, path.slice(0, -1), isMap(parent) ? {} : []), path, undefined);
  }
  return checked(parent.flow ? cutFlow(parsed, parent, index) : cutBlock(parsed, parent, index), path, undefined);
}

/** The text with `value` as a new item `index` of the list at `path`. */
export function insertAt(source: string, path: Path, index: number, value: Data): string {
  const parsed = readable(source);
  const list = meant(parsed, nodeAt(parsed, path));
  if (!isSeq(list) || !list.items.length) return setAt(source, path, [value]);
  const { text } = parsed;
  const at = Math.min(index, list.items.length);
  if (list.flow) {
    const before = at > 0 ? contentEnd(text, item(list, at - 1)) : itemStart(text, list, 0);
    return checked(splice(text, before, before, at > 0 ? `, ${inline(value)}` : `${inline(value)}, `), [...path, at], value);
  }
  const indent = indentOf(text, dash(text, list, 0));
  const line = `${indent}- ${inline(value)}`;
  const cut = at > 0 ? lineEnd(text, contentEnd(text, item(list, at - 1))) : withComments(text, dash(text, list, 0));
  const made = at > 0 ? splice(text, cut, cut, eolOf(text) + line) : splice(text, cut, cut, line + eolOf(text));
  return checked(made, [...path, at], value);
}

/** The text with items `from` and `from + step` (1 or −1) of the list at `path` changed over, comments with them. */
export function moveAt(source: string, path: Path, from: number, step: 1 | -1): string {
  const parsed = readable(source);
  const list = meant(parsed, nodeAt(parsed, path));
  const first = Math.min(from, from + step);
  if (!isSeq(list) || first < 0 || first + 1 >= list.items.length) return source;
  const { text } = parsed;
  const block = (index: number): [number, number] => list.flow
    ? [itemStart(text, list, index), contentEnd(text, item(list, index))]
    : [withComments(text, dash(text, list, index)), lineEnd(text, contentEnd(text, item(list, index)))];
  const [a, b] = block(first);
  const [c, d] = block(first + 1);
  const made = text.slice(0, a) + text.slice(c, d) + text.slice(b, c) + text.slice(a, b) + text.slice(d);
  const moved = valueAt(parsed.data, [...path, first]);
  return checked(made, [...path, first + 1], moved);
}

function readable(source: string): Parsed {
  const parsed = parse(source);
  const fault = parsed.broken[0];
  if (fault) throw new EditError(`mend the YAML first: line ${fault.line}: ${fault.message}`);
  return parsed;
}

/** The made text, once it is proved to be YAML that says what was wanted. */
function checked(made: string, path: Path, wanted: Data | undefined): string {
  const parsed = parse(made);
  const fault = parsed.broken[0];
  if (fault) throw new EditError(`${dotted(path)} cannot be changed here: ${fault.message}`);
  if (wanted !== undefined && JSON.stringify(valueAt(parsed.data, path)) !== JSON.stringify(wanted)) {
    throw new EditError(`${dotted(path)} cannot be changed here; change it in the source`);
  }
  return made;
}

function collectionAt(parsed: Parsed, path: Path): YAMLMap | YAMLSeq | undefined {
  const node = meant(parsed, nodeAt(parsed, path));
  return isMap(node) || isSeq(node) ? node : undefined;
}

function placed(parsed: Parsed, path: Path, value: Data): string {
  if (!path.length) throw new EditError("the whole scenario cannot be replaced by a form");
  const { text } = parsed;
  const key = path[path.length - 1]!;
  const parent = collectionAt(parsed, path.slice(0, -1));
  if (!parent || (!parent.items.length && path.length > 1)) {
    return placed(parsed, path.slice(0, -1), typeof key === "number" ? [value] : { [key]: value });
  }
  if (isSeq(parent)) {
    const node = parent.items[Number(key)] as Node | undefined;
    if (!node) return insertAt(text, path.slice(0, -1), Number(key), value);
    return splice(text, startOf(text, node), contentEnd(text, node), inline(value));
  }
  const pair = pairOf(parent, key);
  return pair ? replaced(text, parent, pair, value) : added(text, parent, key, value);
}

function replaced(text: string, parent: YAMLMap, pair: Entry, value: Data): string {
  const { value: node } = pair;
  const colon = text.indexOf(":", pair.key.range![1]) + 1;
  const indent = indentOf(text, pair.key.range![0]);
  if (!node?.range || contentEnd(text, node) <= colon) {
    return splice(text, colon, colon, parent.flow ? ` ${inline(value)}` : after(value, indent, eolOf(text)));
  }
  const whole = (isMap(node) || isSeq(node)) && !parent.flow && (!node.flow || !node.items.length);
  if (whole) return splice(text, colon, contentEnd(text, node), after(value, indent, eolOf(text)));
  const long = isScalar(node) && node.type?.startsWith("BLOCK") && typeof value === "string";
  const written = long ? folded(value, `${indent}  `, eolOf(text)) : inline(value);
  return splice(text, node.range[0], contentEnd(text, node), written);
}

function added(text: string, parent: YAMLMap, key: string | number, value: Data): string {
  const name = keyText(String(key));
  const items = parent.items as Entry[];
  if (parent.flow) {
    if (!items.length) return splice(text, parent.range![0], contentEnd(text, parent), `{${name}: ${inline(value)}}`);
    const at = entryEnd(text, items[items.length - 1]!);
    return splice(text, at, at, `, ${name}: ${inline(value)}`);
  }
  const eol = eolOf(text);
  const indent = indentOf(text, items[0]!.key.range![0]);
  const at = lineEnd(text, entryEnd(text, items[items.length - 1]!));
  const gap = indent === "" && value !== null && typeof value === "object" ? eol : "";
  return splice(text, at, at, `${eol}${gap}${indent}${name}:${after(value, indent, eol)}`);
}

function cutFlow(parsed: Parsed, parent: YAMLMap | YAMLSeq, index: number): string {
  const { text } = parsed;
  const start = (i: number) => (isMap(parent) ? (parent.items[i] as Entry).key.range![0] : itemStart(text, parent, i));
  const end = (i: number) => (isMap(parent) ? entryEnd(text, parent.items[i] as Entry) : contentEnd(text, item(parent, i)));
  return index + 1 < parent.items.length
    ? splice(text, start(index), start(index + 1), "")
    : splice(text, end(index - 1), end(index), "");
}

function cutBlock(parsed: Parsed, parent: YAMLMap | YAMLSeq, index: number): string {
  const { text } = parsed;
  const begin = isMap(parent) ? (parent.items[index] as Entry).key.range![0] : dash(text, parent, index);
  const end = isMap(parent) ? entryEnd(text, parent.items[index] as Entry) : contentEnd(text, item(parent, index));
  const line = text.lastIndexOf("\n", begin - 1) + 1;
  if (text.slice(line, begin).trim() && isMap(parent)) {
    // The first key of a list's item shares its line with the dash.
    return splice(text, begin, (parent.items[index + 1] as Entry).key.range![0], "");
  }
  const next = text.indexOf("\n", lineEnd(text, end));
  return splice(text, line, next < 0 ? text.length : next + 1, "");
}

function splice(text: string, from: number, to: number, middle: string): string {
  return text.slice(0, from) + middle + text.slice(to);
}

function item(list: YAMLSeq, index: number): Node {
  return list.items[index] as Node;
}

/** Offset of a node with its anchor. */
function startOf(text: string, node: Node): number {
  const anchor = (node as { anchor?: string }).anchor;
  return anchor ? text.lastIndexOf(`&${anchor}`, node.range![0]) : node.range![0];
}

function itemStart(text: string, list: YAMLSeq, index: number): number {
  return startOf(text, item(list, index));
}

function dash(text: string, list: YAMLSeq, index: number): number {
  return text.lastIndexOf("-", itemStart(text, list, index) - 1);
}

function entryEnd(text: string, pair: Entry): number {
  const key = text.indexOf(":", pair.key.range![1]) + 1;
  return pair.value?.range ? Math.max(contentEnd(text, pair.value), key) : key;
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** Offset of the end of a line, before its line break. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** Blanks as wide as what stands before an offset in its line; a dash counts as a blank. */
function indentOf(text: string, at: number): string {
  return " ".repeat(at - (text.lastIndexOf("\n", at - 1) + 1));
}

/** Offset of the line of `at`, or of the first of the comment lines that stand right above it. */
function withComments(text: string, at: number): number {
  let line = text.lastIndexOf("\n", at - 1) + 1;
  while (line > 0) {
    const above = text.lastIndexOf("\n", line - 2) + 1;
    if (!text.slice(above, line).trim().startsWith("#")) break;
    line = above;
  }
  return line;
}
