/**
 * The editor itself, CodeMirror with what we need of it: fetched when the page has nothing more urgent to do, as it is as large as
 * the runtime. Each file keeps its own history.
 *
 *     const editor = createCodeEditor(element, (path, text) => ...);
 *     editor.show("main.c", text, ["main.c", "shared.h"]);
 *     editor.mark(diagnostics, places);
 *     editor.goTo(12, 3);
 */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import {
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
  type Diagnostic as Underlined,
} from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { CODE_COLOURS, CODE_THEME } from "./code-theme.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Place } from "./place.ts";
import { markProcesses, processMarks } from "./process-marks.ts";

export interface CodeEditor {
  /**
   * Shows a file of these. Where its text is not as it was left here, somebody else has changed it: then its history begins anew. Where
   * the one that was shown is none of them any more and the text is the same, it has another name now.
   */
  show(path: string, wanted: string, paths: readonly string[]): void;
  /** What the compiler said of the file that is shown, and who is where in it. */
  mark(diagnostics: readonly Diagnostic[], places: readonly Place[]): void;
  /** Scrolls as little as it takes to see a line. */
  reveal(line: number): void;
  /** The caret goes there, and the keyboard. */
  goTo(line: number, column: number): void;
  focus(): void;
  readonly hasFocus: boolean;
  destroy(): void;
}

/** `onChange` is called with what the person has written. */
export function createCodeEditor(parent: HTMLElement, onChange: (path: string, text: string) => void): CodeEditor {
  const states = new Map<string, EditorState>();
  /** What was marked in each file: once, as marks move with the text while one writes. */
  const marked = new Map<string, readonly Diagnostic[]>();
  const [language, names] = [new Compartment(), new Compartment()];
  const view = new EditorView({ parent });
  let shown = "";
  /** What is shown, as one string: to make one of the document takes its time. */
  let text = "";

  const listener = EditorView.updateListener.of(({ docChanged, state }) => {
    if (!docChanged) return;
    text = state.doc.toString();
    onChange(shown, text);
  });
  const open = (path: string, doc: string) => {
    marked.delete(path);
    const extensions = [BASICS, language.of([]), names.of(namesOf(path)), listener];
    return EditorState.create({ doc, extensions });
  };

  return {
    show(path, wanted, paths) {
      if (shown === path && text === wanted) return;
      const known = states.get(path);
      const isRenamed = shown !== "" && text === wanted && known === undefined && !paths.includes(shown);
      if (isRenamed) states.delete(shown);
      else if (shown !== "") states.set(shown, view.state);
      [shown, text] = [path, wanted];
      if (isRenamed) view.dispatch({ effects: names.reconfigure(namesOf(path)) });
      else view.setState(known?.doc.toString() === wanted ? known : open(path, wanted));
      languageOf(path).then((loaded) => {
        if (shown === path) view.dispatch({ effects: language.reconfigure(loaded) });
      });
    },
    mark(diagnostics, places) {
      view.dispatch({ effects: markProcesses.of(places.filter(({ path }) => path === shown)) });
      if (marked.get(shown) === diagnostics) return;
      marked.set(shown, diagnostics);
      view.dispatch(setDiagnostics(view.state, underlined(view.state, shown, diagnostics)));
    },
    reveal(line) {
      view.dispatch({
        effects: EditorView.scrollIntoView(offsetOf(view.state, line, 1), { y: "nearest", yMargin: 40 }),
      });
    },
    goTo(line, column) {
      const anchor = offsetOf(view.state, line, column);
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: "nearest", yMargin: 40 }),
      });
      view.focus();
    },
    focus: () => view.focus(),
    get hasFocus() {
      return view.hasFocus;
    },
    destroy: () => view.destroy(),
  };
}

function namesOf(path: string): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": `Source of ${path}`,
    "aria-describedby": "editor-help",
    tabindex: "0",
  });
}

function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + column - 1, to);
}

/** What CodeMirror underlines: the word that begins where the compiler points, or one character. */
function underlined(state: EditorState, path: string, diagnostics: readonly Diagnostic[]): Underlined[] {
  const found = diagnostics.flatMap((diagnostic): Underlined[] => {
    const { line, column = 1, severity, message } = diagnostic;
    if (diagnostic.path !== path || line === undefined) return [];
    const from = offsetOf(state, line, column);
    const word = state.wordAt(from);
    const to = word?.from === from ? word.to : Math.min(from + 1, state.doc.lineAt(from).to);
    return [{ from, to, severity: severity === "note" ? "info" : severity, message }];
  });
  return found.sort((a, b) => a.from - b.from);
}

/** CodeMirror would write what is in a dropped file into this one; the page opens it. */
const NO_FILES = EditorView.domEventHandlers({
  drop: ({ dataTransfer }) => dataTransfer?.types.includes("Files") === true,
  paste: ({ clipboardData }) => clipboardData?.types.every((type) => type === "Files") === true,
});

const BASICS: readonly Extension[] = [
  NO_FILES,
  processMarks(),
  lintGutter(),
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  EditorState.allowMultipleSelections.of(true),
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  indentOnInput(),
  syntaxHighlighting(CODE_COLOURS),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  // Escape, then Tab, leaves: CodeMirror lets such a Tab pass.
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    { key: "F8", run: nextDiagnostic },
    { key: "Shift-F8", run: previousDiagnostic },
    indentWithTab,
  ]),
  CODE_THEME,
];

async function languageOf(path: string): Promise<Extension> {
  if (!path.endsWith(".ts")) return (await import("@codemirror/lang-cpp")).cpp();
  return (await import("@codemirror/lang-javascript")).javascript({ typescript: true });
}
