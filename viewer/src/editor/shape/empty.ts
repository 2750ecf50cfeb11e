/** What a new value is before anybody has written one: the least that has the right form. */

import type { Data } from "../text/document";
import { fieldsOf, type Shape } from "./schema";
import type { EditorState } from "../state";

export function empty(shape: Shape, state: EditorState): Data {
  switch (shape.is) {
    case "number":
      return 1;
    case "flag":
      return true;
    case "choice":
      return shape.options[0] ?? "";
    case "quantity":
      return shape.bare ? { value: Number(shape.example) || 0, assumed: true } : { value: shape.example, assumed: true };
    case "place":
      return middle(state);
    case "many":
    case "list":
      return [];
    case "map":
      return {};
    case "group":
      return grouped(shape.of, state);
    case "fixed":
      return shape.value;
    default:
      return "";
  }
}

/** An entry with what it must have. */
export function grouped(definition: string, state: EditorState): Data {
  const made: { [key: string]: Data } = {};
  for (const field of fieldsOf(state.schema.value!, definition)) {
    if (field.required && field.shape.is !== "reference") made[field.key] = empty(field.shape, state);
    else if (field.required) made[field.key] = "";
  }
  return made;
}

/** The middle of the theatre, latitude first, rounded as sites are. */
export function middle(state: EditorState): [number, number] {
  const box = state.value(["theatre"]);
  const side = (key: string) => {
    const value = box !== null && typeof box === "object" && !Array.isArray(box) ? box[key] : undefined;
    return typeof value === "number" ? value : 0;
  };
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round((side("south") + side("north")) / 2), round((side("west") + side("east")) / 2)];
}
