/** A source to read, before the editor is there: it looks as in the editor, whose place it keeps. */
import { processColour } from "../views/process-colour.ts";
import { byLine, grounds, type Place, shownPids, whoIsHere } from "./place.ts";

/** More than anybody sees before the editor comes. */
const MOST_LINES = 400;

interface PlainSourceProps {
  readonly path: string;
  readonly text: string;
  readonly places: readonly Place[];
  /** The person wants to write. */
  readonly onWanted: () => void;
}

export function PlainSource({ path, text, places, onWanted }: PlainSourceProps) {
  const lines = text.split("\n", MOST_LINES);
  const here = byLine(places, path);
  return (
    <section
      class="editor-plain"
      aria-label={`Source of ${path}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the editor takes its place once it is reached
      tabIndex={0}
      onFocus={onWanted}
      onPointerDown={onWanted}
    >
      {lines.map((line, index) => {
        const pids = here.get(index + 1);
        return (
          <div key={index} class="editor-plain-line">
            <span class="editor-processes">{pids !== undefined && <PlainBadges pids={pids} />}</span>
            <span class="editor-plain-number">{index + 1}</span>
            <span
              class={pids === undefined ? "editor-plain-text" : "editor-plain-text editor-current"}
              style={pids && { "--grounds": grounds(pids) }}
            >
              {`${line}\n`}
            </span>
          </div>
        );
      })}
    </section>
  );
}

function PlainBadges({ pids: all }: { readonly pids: readonly number[] }) {
  const { pids, more } = shownPids(all);
  return (
    <span class="editor-badges" title={whoIsHere(all)}>
      {pids.map((pid) => (
        <span key={pid} class="editor-badge" style={{ "--colour": processColour(pid) }}>
          {pid}
        </span>
      ))}
      {more > 0 && (
        <span class="editor-badge" style={{ "--colour": "var(--ink-soft)" }}>
          +{more}
        </span>
      )}
    </span>
  );
}
