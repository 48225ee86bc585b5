/** Where one chooses a program or sources; what cannot be opened, dropped or chosen, is said with the reason and what to do. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import "./drop-program.css";

interface DropProgramProps {
  readonly children: ComponentChildren;
  /** Why the last files could not be opened; empty where they could. */
  readonly refusal: string;
  readonly onRefusalRead: () => void;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

export function DropProgram({ children, refusal, onRefusalRead, onFiles }: DropProgramProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="drop-program">
      {children}
      <div role="alert">
        {refusal !== "" && (
          <p class="drop-program-refusal">
            {refusal}
            <button type="button" onClick={onRefusalRead}>
              Close
            </button>
          </p>
        )}
      </div>
      <p class="drop-program-hint">
        Drop a .wasm program or source files anywhere, or
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
            onFiles([...(currentTarget.files ?? [])]).finally(() => {
              currentTarget.value = ""; // so that the same file may be chosen again
            });
          }}
        />
      </p>
    </div>
  );
}
