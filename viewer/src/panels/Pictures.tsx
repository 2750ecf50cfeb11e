/** Whose picture the maps show: the truth, a nation's, a post's, or what the posts that fuse hold together. */

import type { App } from "../state/app";
import type { Picture } from "../state/session";
import { name } from "../words/sentence";

/** As one word for a <select>. */
export function pictureKey(one: Picture): string {
  if (one.of === "nation") return `nation:${one.nation}`;
  return one.of === "post" ? `post:${one.post}` : one.of;
}

export function Pictures({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  const seen = file.arrangements.filter((one) => one.id === session.a.value || one.id === session.b.value);
  const posts = [...new Set(seen.flatMap((one) => one.pictures))].sort((x, y) => x - y);
  const nations = file.nations.filter((one) => posts.some((row) => file.entities[row]?.nation === one.id));
  const fused = seen.some((one) => one.fused.length > 0);
  const take = (key: string) => {
    const [of, id = ""] = key.split(":");
    if (of === "nation") session.picture.value = { of, nation: id };
    else if (of === "post") session.picture.value = { of, post: Number(id) };
    else session.picture.value = { of: of === "fused" ? "fused" : "truth" };
  };
  return (
    <label class="field">Whose picture
      <select id="picture" value={pictureKey(session.picture.value)} onChange={(e) => take(e.currentTarget.value)}>
        <option value="truth">Truth</option>
        {(fused || session.picture.value.of === "fused") && <option value="fused">Fused{fused ? "" : " (nobody fuses here)"}</option>}
        {nations.length > 0 && <optgroup label="Nations">{nations.map((one) => <option key={one.id} value={`nation:${one.id}`}>{one.title}</option>)}</optgroup>}
        {posts.length > 0 && <optgroup label="Posts">{posts.map((row) => <option key={row} value={`post:${row}`}>{name(file, row)}</option>)}</optgroup>}
      </select>
    </label>
  );
}
