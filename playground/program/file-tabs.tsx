/** The files of a project as tabs, and what can be done with them. What is refused is said here, and nothing is lost. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Project } from "../state/project.ts";
import { addFile, FileRefusal, removeFile, renameFile } from "./files.ts";
import "./file-tabs.css";

interface FileTabsProps {
  readonly project: Project;
  /** The path of the file that is shown. */
  readonly shown: string;
  readonly onShow: (path: string) => void;
  /** The project is another one now, and this file of it is to be shown. */
  readonly onChange: (project: Project, shown: string) => void;
}

/** What the row asks for. */
type Asking = "nothing" | "name-of-new" | "new-name" | "removal";

export function FileTabs({ project, shown, onShow, onChange }: FileTabsProps) {
  const [asking, setAsking] = useState<Asking>("nothing");
  const [refusal, setRefusal] = useState("");
  const { files } = project;
  /** Where the keyboard goes when nothing is asked any more: it may not be there yet. */
  const next = useRef<() => HTMLElement | null>(nowhere);
  useLayoutEffect(() => {
    const element = asking === "nothing" ? next.current() : null;
    if (element === null) return;
    element.focus();
    next.current = nowhere;
  });

  const ask = (what: Asking) => {
    const asker = document.activeElement;
    const isHere = asker instanceof HTMLElement && asker !== document.body; // some browsers leave a clicked button without it
    next.current = () => (isHere ? asker : document.getElementById(tabId(shown)));
    setAsking(what);
  };
  const close = () => {
    setAsking("nothing");
    setRefusal("");
  };
  const attempt = (change: () => Project, showNow: (changed: Project) => string) => {
    try {
      const changed = change();
      const path = showNow(changed);
      next.current = () => document.getElementById(tabId(path));
      close();
      onChange(changed, path);
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      setRefusal(error.message);
    }
  };
  const add = (path: string) =>
    attempt(
      () => addFile(project, path),
      () => path,
    );
  const rename = (path: string) =>
    attempt(
      () => renameFile(project, shown, path),
      () => path,
    );
  const remove = () =>
    attempt(
      () => removeFile(project, shown),
      ({ files: [first] }) => first?.path ?? "",
    );
  const move = (by: number) => {
    const index = files.findIndex(({ path }) => path === shown);
    const other = files[(index + by + files.length) % files.length];
    if (other === undefined) return;
    onShow(other.path);
    document.getElementById(tabId(other.path))?.focus();
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (pressed.key === "ArrowRight") move(1);
    else if (pressed.key === "ArrowLeft") move(-1);
    else if (pressed.key === "F2") ask("new-name");
    else if (pressed.key === "Delete") ask("removal");
    else return;
    pressed.preventDefault();
  };

  return (
    <div class="file-tabs">
      <div class="file-tabs-row">
        <div role="tablist" aria-label="Files" onKeyDown={onKeyDown}>
          {files.map(({ path }) => (
            <button
              type="button"
              key={path}
              id={tabId(path)}
              role="tab"
              aria-selected={path === shown}
              tabIndex={path === shown ? 0 : -1}
              onClick={() => {
                next.current = nowhere;
                close();
                onShow(path);
              }}
              onDblClick={() => ask("new-name")}
            >
              {path}
            </button>
          ))}
        </div>
        <span class="file-tabs-deeds">
          <button type="button" class="plain" onClick={() => ask("name-of-new")}>
            Add file
          </button>
          <button type="button" class="plain" onClick={() => ask("new-name")}>
            Rename
          </button>
          <button type="button" class="plain" disabled={files.length < 2} onClick={() => ask("removal")}>
            Remove
          </button>
        </span>
      </div>
      {asking === "name-of-new" && (
        <AskName label="Name of the new file" name={suggestName(project)} button="Add" onName={add} onCancel={close} />
      )}
      {asking === "new-name" && (
        <AskName label={`New name of ${shown}`} name={shown} button="Rename" onName={rename} onCancel={close} />
      )}
      {asking === "removal" && (
        <fieldset class="file-tabs-ask" aria-label={`Remove ${shown}?`} onKeyDown={onEscape(close)}>
          <span>Remove {shown} with all that is in it?</span>
          <button type="button" ref={focus} onClick={remove}>
            Remove
          </button>
          <button type="button" onClick={close}>
            Keep
          </button>
        </fieldset>
      )}
      <p class="file-tabs-refusal" role="alert">
        {refusal}
      </p>
    </div>
  );
}

interface AskNameProps {
  readonly label: string;
  readonly name: string;
  readonly button: string;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

function AskName({ label, name, button, onName, onCancel }: AskNameProps) {
  const [text, setText] = useState(name);
  return (
    <form
      class="file-tabs-ask"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        onName(text.trim());
      }}
      onKeyDown={onEscape(onCancel)}
    >
      <label>
        <span>{label}</span>
        <input
          ref={selectStem}
          value={text}
          size={16}
          spellcheck={false}
          autocapitalize="off"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit">{button}</button>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </form>
  );
}

/** Escape is for this alone: elsewhere it stops the run. */
function onEscape(cancel: () => void) {
  return (pressed: KeyboardEvent) => {
    if (pressed.key !== "Escape") return;
    pressed.stopPropagation();
    cancel();
  };
}

function nowhere(): null {
  return null;
}

function focus(element: HTMLElement | null): void {
  element?.focus();
}

/** One mostly keeps the ending. */
function selectStem(input: HTMLInputElement | null): void {
  if (input === null || document.activeElement === input) return;
  input.focus();
  input.setSelectionRange(0, Math.max(input.value.lastIndexOf("."), 0));
}

function suggestName({ files }: Project): string {
  const ending = files[0]?.path.endsWith(".ts") ? ".ts" : files.length === 1 ? ".h" : ".c";
  for (let number = 1; ; number++) {
    const path = `file${number === 1 ? "" : number}${ending}`;
    if (!files.some((file) => file.path === path)) return path;
  }
}

function tabId(path: string): string {
  return `file-tab-${path}`;
}
