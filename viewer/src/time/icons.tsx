/** Signs of the clock's buttons, drawn so that no font is needed. */

const PATHS = {
  start: "M4 4v12M16 4 6 10l10 6z", back: "M15 4v12L6 10zM4 4v12", earlier: "M13 4 5 10l8 6", play: "M5 3v14l12-7z",
  pause: "M6 4v12M13 4v12", later: "M7 4l8 6-8 6", next: "M5 4v12l9-6zM16 4v12",
} as const;

export function Icon({ of }: { of: keyof typeof PATHS }) {
  return <svg class={`icon icon-${of}`} viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d={PATHS[of]} /></svg>;
}
