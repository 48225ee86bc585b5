/**
 * The source of a file, to read and to write, with who is where in it. It is a plain text first; the editor takes its place when it
 * may be fetched, or is wanted.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Pid } from "../../runtime/index.ts";
import type { ProjectFile } from "../state/project.ts";
import type { CodeEditor } from "./code-editor.ts";
import type { Diagnostic } from "./diagnostics.ts";
import "./editor.css";
import type { Place } from "./place.ts";
import { PlainSource } from "./plain-source.tsx";

interface EditorProps {
  readonly file: ProjectFile;
  /** All files of the project. */
  readonly files: readonly ProjectFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly places: readonly Place[];
  /** Whose line is kept in sight. */
  readonly followed: Pid | undefined;
  /** Where the person has asked to be, until they are there. */
  readonly target: Target | undefined;
  readonly onReached: () => void;
  /** May the editor be fetched now? Nothing more urgent is being loaded. */
  readonly mayLoad: boolean;
  readonly onChange: (path: string, text: string) => void;
}

export interface Target {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Has it been fetched? Then there is nothing to wait for. */
let isHere = false;

export function Editor(props: EditorProps) {
  const { file, files, diagnostics, places, followed, target, onReached, mayLoad, onChange } = props;
  const parent = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  /** The person was in the plain text when the editor came, or comes. */
  const takesFocus = useRef(false);
  const [wanted, setWanted] = useState(isHere);
  const [editor, setEditor] = useState<CodeEditor | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);

  const want = () => {
    takesFocus.current = true;
    setWanted(true);
  };
  // Once for all: what is written, and how to undo it, is in the editor that was loaded.
  useEffect(() => {
    if (mayLoad || target !== undefined) setWanted(true);
  }, [mayLoad, target]);
  useEffect(() => {
    if (!wanted) return undefined;
    let made: CodeEditor | undefined;
    let isGone = false;
    import("./code-editor.ts").then(
      ({ createCodeEditor }) => {
        isHere = true;
        if (isGone || parent.current === null) return;
        made = createCodeEditor(parent.current, (path, text) => change.current(path, text));
        setEditor(made);
        if (takesFocus.current) made.focus();
      },
      () => setFailure("The editor could not be loaded: check that you are online, and reload the page."),
    );
    return () => {
      isGone = true;
      made?.destroy();
      setEditor(undefined);
    };
  }, [wanted]);

  // With the rendering, not after the next frame: by then one may have written more, which would look like a change by somebody else.
  useLayoutEffect(() => {
    const paths = files.map(({ path }) => path);
    editor?.show(file.path, file.text, paths);
  }, [editor, file]);
  useEffect(() => editor?.mark(diagnostics, places), [editor, file.path, diagnostics, places]);
  useEffect(() => {
    if (editor === undefined || target?.path !== file.path) return;
    editor.goTo(target.line, target.column);
    onReached();
  }, [editor, file.path, target]);
  const line = places.find(({ pid, path }) => pid === followed && path === file.path)?.line;
  useEffect(() => {
    if (line !== undefined && editor?.hasFocus === false) editor.reveal(line);
  }, [editor, line]);

  return (
    <div class="editor">
      {editor === undefined && <PlainSource path={file.path} text={file.text} places={places} onWanted={want} />}
      <div class="editor-code" ref={parent} />
      {failure !== undefined && <p class="editor-failure">{failure}</p>}
      <p id="editor-help" class="unseen">
        Tab indents. To leave the editor press Escape, then Tab.
      </p>
    </div>
  );
}
