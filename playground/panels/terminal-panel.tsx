/** The terminal of the run that the page shows. */
import type { Window } from "../../runtime/index.ts";
import { Terminal } from "../program/terminal.tsx";
import { goOn, input, pass, resize } from "../run/client.ts";
import { project } from "../state/project.ts";
import { computes, drawn, goesOn, options, position, steps } from "../state/run-state.ts";
import { terminalSize } from "../state/terminal-size.ts";

/** A window that is drawn larger has many sizes on its way: the run is told the last one. */
const SETTLED = 300;

let settling: ReturnType<typeof setTimeout> | undefined;

export function TerminalPanel() {
  return (
    <Terminal
      hasTerminal={hasTerminal()}
      hasRun={options.value !== undefined}
      standing={drawn.value.moment?.standing}
      computes={computes.value}
      isRunning={goesOn.value !== "no"}
      steps={steps.value}
      position={position.value}
      window={terminalSize.value}
      onInput={typeAndGoOn}
      onPass={pass}
      onFit={(window) => {
        if (isSame(window, terminalSize.value)) return;
        terminalSize.value = window;
        clearTimeout(settling);
        settling = setTimeout(() => resize(terminalSize.value), SETTLED);
      }}
    />
  );
}

/** Who types wants to see what comes of it, in the past, too. */
function typeAndGoOn(bytes: Uint8Array): void {
  input(bytes);
  if (goesOn.value === "no") goOn("end");
}

function hasTerminal(): boolean {
  const run = options.value;
  return run === undefined ? project.value.settings.terminal : run.terminal !== undefined;
}

function isSame(a: Window, b: Window): boolean {
  return a.columns === b.columns && a.rows === b.rows;
}
