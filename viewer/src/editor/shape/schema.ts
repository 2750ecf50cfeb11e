/** From the JSON schema of a scenario to what a form shows. */

import { TARGETS, type Target } from "./references";
import { inUnits } from "./quantity";

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  anyOf?: Schema[];
  enum?: (string | number)[];
  const?: string | number | boolean;
  type?: string;
  pattern?: string;
  title?: string;
  description?: string;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
}

/** How a value is written in a form. */
export type Shape =
  | { is: "text"; pattern: string }
  | { is: "number"; whole: boolean }
  | { is: "flag" }
  | { is: "choice"; options: (string | number)[] }
  | { is: "quantity"; pattern: RegExp; bare: boolean; example: string }
  | { is: "place" }
  | { is: "reference"; to: Target }
  | { is: "many"; options: string[] | Target }
  | { is: "list"; of: Shape }
  | { is: "map"; of: Shape; keys: Target | "" }
  | { is: "group"; of: string }
  | { is: "fixed"; value: string }
  | { is: "raw" };

export interface Field {
  key: string;
  shape: Shape;
  required: boolean;
  help: string;
  /** What counts where nothing is written, in words. */
  fallback: string;
}

/** Fields of a definition such as "Battery", or of the scenario itself (""), those that must be there first. */
export function fieldsOf(root: Schema, name: string): Field[] {
  const schema = name ? root.$defs?.[name] : root;
  const required = new Set(schema?.required ?? []);
  const fields = Object.entries(schema?.properties ?? {}).map(([key, one]) => field(root, name, key, one, required.has(key)));
  return [...fields.filter((one) => one.required), ...fields.filter((one) => !one.required)];
}

function field(root: Schema, owner: string, key: string, schema: Schema, required: boolean): Field {
  const fallback = schema.default as { note?: string } | undefined;
  const note = fallback && typeof fallback === "object" && typeof fallback.note === "string" ? fallback.note : "";
  const said = schema.description ?? definition(root, schema)?.description?.split("\n")[0] ?? "";
  return {
    key, required, shape: shapeOf(root, owner, key, schema),
    help: [note, said].filter(Boolean).join("; "), fallback: required ? "" : inUnits(schema.default),
  };
}

function definition(root: Schema, schema: Schema): Schema | undefined {
  return schema.$ref ? root.$defs?.[nameOf(schema)] : undefined;
}

function nameOf(schema: Schema): string {
  return schema.$ref?.split("/").pop() ?? "";
}

export function shapeOf(root: Schema, owner: string, key: string, schema: Schema): Shape {
  const target = TARGETS[`${owner}.${key}`] ?? TARGETS[key];
  const plain = withoutNull(schema);
  const quantity = quantityOf(plain);
  if (quantity) return quantity;
  if (plain.$ref) return { is: "group", of: nameOf(plain) };
  if (plain.const !== undefined) return { is: "fixed", value: String(plain.const) };
  if (plain.enum) return { is: "choice", options: plain.enum };
  if (isPlace(plain)) return { is: "place" };
  if (plain.type === "string") return target ? { is: "reference", to: target } : { is: "text", pattern: plain.pattern ?? "" };
  if (plain.type === "integer" || plain.type === "number") return { is: "number", whole: plain.type === "integer" };
  if (plain.type === "boolean") return { is: "flag" };
  if (plain.type === "array" && plain.items) return listOf(root, owner, key, plain.items, target);
  if (plain.type === "object" && typeof plain.additionalProperties === "object") {
    const keys = TARGETS[`${owner}.${key}:keys`] ?? "";
    return { is: "map", of: shapeOf(root, owner, key, plain.additionalProperties), keys };
  }
  return { is: "raw" };
}

function listOf(root: Schema, owner: string, key: string, items: Schema, target: Target | undefined): Shape {
  if (items.enum) return { is: "many", options: items.enum.map(String) };
  if (items.type === "string" && target) return { is: "many", options: target };
  return { is: "list", of: shapeOf(root, owner, key, items) };
}

/** A schema that may also be null, without that. */
function withoutNull(schema: Schema): Schema {
  const rest = schema.anyOf?.filter((one) => one.type !== "null");
  return rest?.length === 1 && schema.anyOf!.length === 2 ? rest[0]! : schema;
}

/** Text with a unit, or a mapping with `value`: the two ways in which a quantity is written. */
function quantityOf(schema: Schema): Shape | undefined {
  const ways = schema.anyOf ?? [];
  const mapping = ways.find((one) => one.properties?.["value"] && one.properties["low"]);
  const written = ways.find((one) => one.type === "string" && one.pattern);
  if (!mapping || !written) return undefined;
  const example = /such as "?([^"]+)"?$/.exec(schema.description ?? "")?.[1] ?? "";
  return {
    is: "quantity", example, bare: ways.some((one) => one.type === "number"),
    // Python's patterns escape the slash, which the "v" and "u" flags refuse; without flags both read alike.
    pattern: new RegExp(written.pattern!),
  };
}

function isPlace(schema: Schema): boolean {
  const ways = schema.anyOf ?? [];
  return ways.some((one) => one.type === "string") && ways.some((one) => one.type === "array" && one.items?.type === "number");
}

/**
 * Which definition describes an entry of a section, "" none. Of several, `kind` says which; where a type of the catalogue
 * brings the kind, the one that knows most of the keys that are written.
 */
export function definitionOf(root: Schema, section: string, kind: string, keys: readonly string[] = []): string {
  const schema = root.properties?.[section];
  const entry = (typeof schema?.additionalProperties === "object" ? schema.additionalProperties : schema?.items) ?? schema;
  if (!entry) return "";
  const plain = withoutNull(entry);
  if (plain.$ref) return nameOf(plain);
  const names = (plain.anyOf ?? []).map(nameOf).filter(Boolean);
  const properties = (name: string) => root.$defs?.[name]?.properties ?? {};
  const named = names.find((name) => properties(name)["kind"]?.const === kind);
  if (named) return named;
  const fit = names.map((name) => keys.filter((key) => Object.hasOwn(properties(name), key)).length);
  return names[fit.indexOf(Math.max(...fit))] ?? "";
}

/** Values of `kind` that entries of a section may have, none where there is one sort only. */
export function kindsOf(root: Schema, section: string): string[] {
  const schema = root.properties?.[section]?.additionalProperties;
  const names = (typeof schema === "object" ? schema.anyOf ?? [] : []).map(nameOf);
  return names.map((name) => String(root.$defs?.[name]?.properties?.["kind"]?.const ?? "")).filter(Boolean);
}
