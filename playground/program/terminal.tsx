/**
 * What the run has written up to the moment that one looks at, and where one types: a terminal if the run has one, and otherwise two
 * streams of text.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Window } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { OutputLog } from "./output-log.tsx";
import "./terminal.css";
import { TerminalKeys } from "./terminal-keys.tsx";
import { fitting, measureCell } from "./terminal-metrics.ts";
import type { TerminalScreen } from "./terminal-screen.ts";
import { type TerminalState, terminalStatus } from "./terminal-status.ts";

interface TerminalProps extends Omit<TerminalState, "length"> {
  readonly steps: readonly SeenStep[];
  /** Has anything run yet? */
  readonly hasRun: boolean;
  readonly window: Window;
  readonly onInput: (bytes: Uint8Array) => void;
  /** Nobody types now. */
  readonly onPass: () => void;
  /** There is room for this much. */
  readonly onFit: (window: Window) => void;
}

export function Terminal(props: TerminalProps) {
  const { hasTerminal, hasRun, steps, position, window, onInput, onPass, onFit } = props;
  const { text, wantsInput, mayPass, canType } = terminalStatus({ ...props, length: steps.length });
  const body = useRef<HTMLDivElement>(null);
  const screen = useScreen(body, hasTerminal && hasRun, window, onInput);
  useFit(body, onFit);

  useEffect(() => screen?.show({ steps, position }), [screen, steps, position]);
  useEffect(() => screen?.listen(canType), [screen, canType]);
  useEffect(() => screen?.resize(window), [screen, window]);

  return (
    <section class="panel terminal" aria-label={hasTerminal ? "Terminal" : "Output"}>
      <header class="terminal-head">
        <h2>{hasTerminal ? "Terminal" : "Output"}</h2>
        <p role="status" class={wantsInput ? "terminal-wants" : undefined} title={text}>
          {text}
        </p>
        {wantsInput && (
          <button type="button" onClick={() => screen?.focus()}>
            Type
          </button>
        )}
        {mayPass && (
          <button type="button" onClick={onPass} title="Time passes until the next process is due">
            Nobody types
          </button>
        )}
      </header>
      {hasTerminal && <TerminalKeys onPress={(bytes) => canType && onInput(bytes)} />}
      <div class="terminal-body" ref={body}>
        {!hasRun && <p class="terminal-empty">What the program writes comes here.</p>}
        {hasRun && screen === undefined && <OutputLog steps={steps} position={position} />}
      </div>
      {hasTerminal && (
        <p id="terminal-help" class="unseen">
          All keys go to the program. To leave the terminal press Escape, then Tab.
        </p>
      )}
    </section>
  );
}

/** The screen, once it is fetched; undefined as long as none is wanted. */
function useScreen(
  body: { readonly current: HTMLElement | null },
  isWanted: boolean,
  window: Window,
  onInput: (bytes: Uint8Array) => void,
): TerminalScreen | undefined {
  const [screen, setScreen] = useState<TerminalScreen | undefined>(undefined);
  const newest = useRef({ window, onInput });
  newest.current = { window, onInput };
  useEffect(() => {
    if (!isWanted) return undefined;
    const parent = document.createElement("div");
    parent.className = "terminal-screen";
    let made: TerminalScreen | undefined;
    let isGone = false;
    // Without it, output is seen as text all the same.
    import("./terminal-screen.ts").then(({ createTerminalScreen }) => {
      if (isGone) return;
      body.current?.append(parent);
      made = createTerminalScreen(parent, newest.current.window, (bytes) => newest.current.onInput(bytes));
      setScreen(made);
    }, console.error);
    return () => {
      isGone = true;
      made?.destroy();
      parent.remove();
      setScreen(undefined);
    };
  }, [body, isWanted]);
  return screen;
}

/** Tells how many columns and rows have room, now and whenever that changes. */
function useFit(body: { readonly current: HTMLElement | null }, onFit: (window: Window) => void): void {
  const newest = useRef(onFit);
  newest.current = onFit;
  useEffect(() => {
    const { current } = body;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => {
      const style = getComputedStyle(current);
      const { clientWidth, clientHeight } = current;
      if (clientWidth > 0)
        newest.current(fitting(clientWidth - SIDES, clientHeight - ENDS, measureCell(style.fontFamily)));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [body]);
}

/** What is left free around the screen, as in terminal.css; to the right is its scroll bar. */
const SIDES = 12 + 14;
const ENDS = 8;
