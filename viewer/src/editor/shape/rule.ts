/** A rule of rights in one sentence. */

import type { Data } from "../text/document";
import { shown } from "./quantity";

export function rule(value: Data): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return "";
  const words = (key: string, before = "") => {
    const list = value[key];
    return Array.isArray(list) && list.length ? `${before}${list.join(", ")}` : "";
  };
  const action = String(value["action"] ?? "");
  const classes = words("classes") || (typeof value["status"] === "string" ? `weapons ${value["status"]}` : "any class");
  const where = [words("territory", "over "), words("zones", "in ")].filter(Boolean).join(" ");
  const when = words("situation", "in ");
  const who = value["forbids"] === true ? "forbidden" : `${String(value["decides"] ?? "?") || "?"} decides${after(value["delay"])}`;
  const consent = Array.isArray(value["consent"]) ? value["consent"].map((one) => ofConsent(one)).filter(Boolean).join(", ") : "";
  const units = words("units", "with ");
  return `${[action, classes, where, when, units].filter(Boolean).join(" · ")}: ${who}${consent ? `, asks ${consent}` : ""}`;
}

function after(delay: Data | undefined): string {
  const text = shown(delay);
  return text ? ` after ${text}` : "";
}

function ofConsent(value: Data): string {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? String(value["of"] ?? "") : "";
}
