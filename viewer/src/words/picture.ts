/** Whose picture is shown, in words. */

import type { Session } from "../state/session";
import { name } from "./sentence";

/** What stands beside log and timeline while a map shows a picture. */
export const LOG_IS_TRUTH = "Log: what really happened, in both worlds.";

export function whose(session: Session): string {
  const one = session.picture.value;
  if (one.of === "nation") return `picture of ${session.file.nations.find((n) => n.id === one.nation)?.title ?? one.nation}`;
  if (one.of === "post") return `picture of ${name(session.file, one.post)}`;
  return one.of === "fused" ? "fused picture" : "truth";
}
