/** Where one drops a program or sources, or chooses them; what cannot be opened is said, with the reason and what to do. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Project } from "../state/project.ts";
import "./drop-program.css";
import { type DroppedFile, openFiles } from "./dropped-files.ts";

interface DropProgramProps {
  /** What files are dropped on. */
  readonly children: ComponentChildren;
  readonly onOpen: (project: Project) => void;
}

export function DropProgram({ children, onOpen }: DropProgramProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [refusal, setRefusal] = useState("");

  const take = async (list: FileList | null | undefined) => {
    setIsOver(false);
    setRefusal("");
    try {
      const project = await openFiles([...(list ?? [])].map(asDropped), async (bytes, name) => {
        const { inspectProgram } = await import("./inspect-program.ts");
        await inspectProgram(bytes, name);
      });
      onOpen(project);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same for those who do not drag
    <div
      class={isOver ? "drop-program over" : "drop-program"}
      onDragOver={(dragged) => {
        if (dragged.dataTransfer?.types.includes("Files") !== true) return;
        dragged.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(dropped) => {
        dropped.preventDefault();
        take(dropped.dataTransfer?.files);
      }}
    >
      {children}
      {isOver && <div class="drop-program-here">Drop a .wasm program, or .c, .h and .ts files</div>}
      <div role="alert">
        {refusal !== "" && (
          <p class="drop-program-refusal">
            {refusal}
            <button type="button" onClick={() => setRefusal("")}>
              Close
            </button>
          </p>
        )}
      </div>
      <p class="drop-program-hint">
        Drop a .wasm program or source files here, or
        <button type="button" class="plain" onClick={() => input.current?.click()}>
          choose files
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept=".wasm,.c,.h,.ts"
          onChange={({ currentTarget }) => {
            take(currentTarget.files).finally(() => {
              currentTarget.value = ""; // so that the same file may be chosen again
            });
          }}
        />
      </p>
    </div>
  );
}

function asDropped(file: File): DroppedFile {
  return { name: file.name, size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}
