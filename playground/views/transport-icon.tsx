/** The shapes that machines which play something have had since there were tapes. */
const PATHS = {
  start: "M3.5 3v10M13 3.5v9L6 8z",
  back: "M12 3.5v9L5 8z",
  play: "M4.5 3v10l8-5z",
  pause: "M5 3.5v9M11 3.5v9",
  step: "M4 3.5v9L11 8z",
  end: "M12.5 3v10M3 3.5v9L10 8z",
  stop: "M4 4h8v8H4z",
} as const;

export type TransportIconName = keyof typeof PATHS;

export function TransportIcon({ name }: { readonly name: TransportIconName }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill={name === "pause" ? "none" : "currentColor"}
        stroke="currentColor"
        stroke-width={name === "pause" ? 2.6 : 1.6}
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  );
}
