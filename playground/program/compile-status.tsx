/** What is said about compiling: what there is to fetch before that is begun, how far it is, and why it has failed. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Language } from "../state/project.ts";
import type { Compiling } from "./compile-state.ts";
import "./compile-status.css";
import { inMegabytes } from "./in-megabytes.ts";

/** A compiler that is not there yet. */
export interface NeededCompiler {
  readonly language: Language;
  /** How many bytes it is, as it is fetched and as it is used. */
  readonly packed: number;
  readonly unpacked: number;
}

interface CompileStatusProps {
  readonly compiling: Compiling;
  /** Undefined where a run needs nothing to be fetched. */
  readonly needed: NeededCompiler | undefined;
  readonly onGiveUp: () => void;
  /** The compiler may be fetched. */
  readonly onFetch: () => void;
}

const NAMES: Readonly<Record<Language, string>> = { c: "C", assemblyscript: "AssemblyScript", wasm: "WebAssembly" };

export function CompileStatus({ compiling, needed, onGiveUp, onFetch }: CompileStatusProps) {
  return (
    <>
      <div role="status">
        {compiling.kind === "idle" && needed !== undefined && (
          <p class="compile-status compile-status-note">
            To run what you have written, {whatToFetch(needed)}. Run starts that.
          </p>
        )}
        {compiling.kind === "asks" && needed !== undefined && (
          <p class="compile-status compile-status-asks">
            <span>To run this program, {whatToFetch(needed)}.</span>
            <button type="button" class="primary" onClick={onFetch}>
              Fetch and run
            </button>
          </p>
        )}
        {compiling.kind === "compiling" && <Progress compiling={compiling} onGiveUp={onGiveUp} />}
      </div>
      <div role="alert">
        {compiling.kind === "failed" && (
          <p class="compile-status compile-status-failure">
            <strong>{compiling.failure.message}</strong>
            {compiling.failure.remedy !== undefined && <span> {compiling.failure.remedy}</span>}
          </p>
        )}
      </div>
    </>
  );
}

function whatToFetch({ language, packed, unpacked }: NeededCompiler): string {
  return `the ${NAMES[language]} compiler is fetched once: ${inMegabytes(packed)} (${inMegabytes(unpacked)} unpacked)`;
}

interface ProgressProps {
  readonly compiling: Extract<Compiling, { kind: "compiling" }>;
  readonly onGiveUp: () => void;
}

function Progress({ compiling: { language, stage, done, total }, onGiveUp }: ProgressProps) {
  const isFetching = stage === "fetching";
  const isCounted = isFetching && done > 0;
  const button = useRef<HTMLButtonElement>(null);
  // It goes when compiling ends, and must not take the keyboard with it.
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (document.activeElement === current) current?.closest<HTMLElement>("[role=tabpanel]")?.focus();
    };
  }, []);
  const what = isFetching ? `Fetching the ${NAMES[language]} compiler` : `Compiling ${NAMES[language]}`;
  return (
    <div class="compile-status compile-status-progress">
      <div>
        <span>
          {what}
          {/* Not for screen readers, who would hear every number: they can ask the bar. */}
          {isFetching && (
            <span aria-hidden="true">{`: ${isCounted ? `${inMegabytes(done)} of ` : ""}${inMegabytes(total)}`}</span>
          )}
        </span>
        {isCounted ? <progress aria-label={what} value={done} max={total} /> : <progress aria-label={what} />}
      </div>
      <button type="button" ref={button} onClick={onGiveUp}>
        Give up
      </button>
    </div>
  );
}
