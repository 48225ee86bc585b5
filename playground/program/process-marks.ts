/** Where processes are, on the source: a badge with its pid beside each one's line, and the line in its colour. */
import { type Extension, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from "@codemirror/view";
import type { Pid } from "../../runtime/index.ts";
import { processColour } from "../views/process-colour.ts";
import { byLine, grounds, type Place, shownPids, whoIsHere } from "./place.ts";

/** Says where processes are now, in this file. */
export const markProcesses = StateEffect.define<readonly Place[]>();

interface Marked {
  readonly lines: DecorationSet;
  readonly badges: ReadonlyMap<number, Badges>;
}

const NOBODY: Marked = { lines: Decoration.none, badges: new Map() };

class Badges extends GutterMarker {
  readonly #pids: readonly Pid[];

  constructor(pids: readonly Pid[]) {
    super();
    this.#pids = pids;
  }

  override eq(other: Badges): boolean {
    return String(this.#pids) === String(other.#pids);
  }

  override toDOM(): Node {
    const element = document.createElement("span");
    element.className = "editor-badges";
    element.title = whoIsHere(this.#pids);
    const { pids, more } = shownPids(this.#pids);
    for (const pid of pids) element.append(badge(String(pid), processColour(pid)));
    if (more > 0) element.append(badge(`+${more}`, "var(--ink-soft)"));
    return element;
  }
}

function badge(text: string, colour: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "editor-badge";
  element.style.setProperty("--colour", colour);
  element.textContent = text;
  return element;
}

const marked = StateField.define<Marked>({
  create: () => NOBODY,
  update(value, { effects, state, docChanged }) {
    for (const effect of effects) {
      if (effect.is(markProcesses)) return mark(effect.value, state.doc);
    }
    return docChanged ? NOBODY : value; // what one changes is not what runs
  },
  provide: (field) => EditorView.decorations.from(field, ({ lines }) => lines),
});

function mark(
  places: readonly Place[],
  doc: { readonly lines: number; line(number: number): { from: number } },
): Marked {
  if (places.length === 0) return NOBODY;
  const builder = new RangeSetBuilder<Decoration>();
  const badges = new Map<number, Badges>();
  const [{ path } = { path: "" }] = places;
  for (const [line, pids] of [...byLine(places, path)].sort(([a], [b]) => a - b)) {
    if (line < 1 || line > doc.lines) continue;
    const { from } = doc.line(line);
    const attributes = { style: `--grounds: ${grounds(pids)}` };
    builder.add(from, from, Decoration.line({ class: "editor-current", attributes }));
    badges.set(from, new Badges(pids));
  }
  return { lines: builder.finish(), badges };
}

export function processMarks(): Extension {
  return [
    marked,
    gutter({
      class: "editor-processes",
      lineMarker: (view, { from }) => view.state.field(marked).badges.get(from) ?? null,
      lineMarkerChange: ({ startState, state }) => startState.field(marked) !== state.field(marked),
      initialSpacer: () => new Badges([0]),
    }),
  ];
}
