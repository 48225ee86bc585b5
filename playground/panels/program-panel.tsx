/** All that belongs to the program: its files, the editor, what the compiler says. */

import { COMPILER_SIZES } from "virtual:compiler-sizes";
import { computed, signal } from "@preact/signals";
import { newProgram } from "../actions/own-program.ts";
import { prebuiltName } from "../lessons/prebuilt.ts";
import { compiling, diagnostics, ran } from "../program/compile-state.ts";
import { CompileStatus, type NeededCompiler } from "../program/compile-status.tsx";
import { warmUp } from "../program/compiler.ts";
import { DropAnywhere } from "../program/drop-anywhere.tsx";
import { DropProgram } from "../program/drop-program.tsx";
import { type DroppedFile, openFiles } from "../program/dropped-files.ts";
import { Editor, type Target } from "../program/editor.tsx";
import { FileTabs } from "../program/file-tabs.tsx";
import { changeFile } from "../program/files.ts";
import { inMegabytes } from "../program/in-megabytes.ts";
import { keptCompilers } from "../program/kept-compilers.ts";
import { placesOf } from "../program/place.ts";
import { ProblemList } from "../program/problem-list.tsx";
import { giveUp, runProject } from "../program/run-project.ts";
import { RunSettings } from "../program/run-settings.tsx";
import { dialog, leftPanel } from "../state/layout.ts";
import { language, project } from "../state/project.ts";
import { moment, scene, selected } from "../state/run-state.ts";
import { storage } from "../state/storage.ts";
import "./program-panel.css";

const shown = signal("");
const target = signal<Target | undefined>(undefined);
/** Why files that were dropped could not be opened. */
const refusal = signal("");

const file = computed(() => {
  const { files } = project.value;
  return files.find(({ path }) => path === shown.value) ?? files[0];
});
const isPrebuilt = computed(() => prebuiltName(project.value) !== undefined);
/** Where processes are, in the files that are as they were when the program was compiled. */
const places = computed(() => {
  const same = project.value.files.filter((now) =>
    ran.value.some(({ path, text }) => path === now.path && text === now.text),
  );
  return placesOf(
    scene.value,
    same.map(({ path }) => path),
  );
});
const needed = computed<NeededCompiler | undefined>(() => {
  const wanted = language.value;
  const isEmpty = project.value.files.every(({ text }) => text.trim() === "");
  const isHere = isEmpty || isPrebuilt.value || keptCompilers.value.has(wanted);
  if (wanted === "wasm" || (isHere && compiling.value.kind !== "asks")) return undefined;
  return { language: wanted, ...COMPILER_SIZES[wanted] };
});

/** Shows a line of the program, and has the keyboard go there. */
export function goToSource(path: string, line: number, column = 1): void {
  shown.value = path;
  target.value = { path, line, column };
}

/** What was here before stays at hand: see `state/storage.ts`. */
async function openDropped(files: readonly File[]): Promise<void> {
  refusal.value = "";
  leftPanel.value = "program"; // where it is, or why not
  dialog.value = undefined;
  try {
    const opened = await openFiles(files.map(asDropped), async (bytes, name) => {
      const { inspectProgram } = await import("../program/inspect-program.ts");
      await inspectProgram(bytes, name);
    });
    storage.open(opened);
    shown.value = opened.files[0]?.path ?? "";
    void runProject(opened.wasm === undefined ? "wait" : "run");
  } catch (error) {
    refusal.value = error instanceof Error ? error.message : String(error);
  }
}

function asDropped(file: File): DroppedFile {
  return { name: file.name, size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}

/** The page takes files wherever they are dropped. */
export function DropPanel() {
  return <DropAnywhere onFiles={openDropped} />;
}

export function ProgramPanel() {
  const { wasm, title } = project.value;
  return (
    <DropProgram
      refusal={refusal.value}
      onRefusalRead={() => {
        refusal.value = "";
      }}
      onFiles={openDropped}
    >
      {wasm === undefined ? <Sources /> : <WithoutSource name={title} size={wasm.length} />}
      <CompileStatus
        compiling={compiling.value}
        needed={needed.value}
        onGiveUp={giveUp}
        onFetch={() => void runProject()}
      />
      {wasm === undefined && (
        <ProblemList diagnostics={diagnostics.value} alone={project.value.files.length === 1} onGoTo={goToSource} />
      )}
      <RunSettings
        settings={project.value.settings}
        onChange={(settings) => {
          project.value = { ...project.value, settings };
        }}
      />
    </DropProgram>
  );
}

/** Who writes wants to run it. */
function write(path: string, text: string): void {
  project.value = changeFile(project.value, path, text);
  if (language.value === "c" && keptCompilers.value.has("c")) warmUp();
}

function Sources() {
  const current = file.value;
  if (current === undefined) return null;
  return (
    <>
      <FileTabs
        project={project.value}
        shown={current.path}
        onShow={(path) => {
          shown.value = path;
        }}
        onChange={(changed, path) => {
          project.value = changed;
          shown.value = path;
        }}
      />
      <Editor
        file={current}
        files={project.value.files}
        diagnostics={diagnostics.value}
        places={places.value}
        followed={selected.value}
        target={target.value}
        onReached={() => {
          target.value = undefined;
        }}
        mayLoad={moment.value !== undefined}
        onChange={write}
      />
    </>
  );
}

function WithoutSource({ name, size }: { readonly name: string; readonly size: number }) {
  return (
    <div class="program-panel-binary">
      <h2>{name}</h2>
      <p>
        A program of {inMegabytes(size)}, without its source. Run runs it; all views show it as they show any other
        program.
      </p>
      <p>Where it was compiled with -g, call stacks name files and lines.</p>
      <button
        type="button"
        onClick={() => {
          newProgram("c");
        }}
      >
        Write a program instead
      </button>
    </div>
  );
}
