/** Where each process is in its program: its functions, the line, the call that it is in, and what its last one answered. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Pid, SystemProcessScene, SystemScene } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import type { ProjectFile } from "../state/project.ts";
import { type CallRow, callRowsReader, lastCall } from "./call-rows.ts";
import { ProcessName } from "./process-name.tsx";
import { commandOf, describeState, nextPid } from "./process-state.ts";
import { type Frame, framesOf, lineOf } from "./stack-frames.ts";
import { StateMark } from "./state-mark.tsx";
import "./call-stacks.css";

interface CallStacksProps {
  readonly scene: SystemScene | undefined;
  readonly steps: readonly SeenStep[];
  readonly position: number;
  /** The source, to show lines of it. */
  readonly files: readonly ProjectFile[];
  readonly selected: Pid | undefined;
  readonly onSelect: (pid: Pid) => void;
  readonly onShowLine: (path: string, line: number) => void;
}

export function CallStacks({ scene, steps, position, selected, ...rest }: CallStacksProps) {
  const read = useRef(callRowsReader()).current;
  const calls = useMemo(() => read(steps), [read, steps]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-pid="${selected}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  if (scene === undefined) return <p class="call-stacks-empty">Run a program to see where its processes are in it.</p>;
  const living = scene.processes.filter(({ state }) => state !== "zombie");
  if (living.length === 0) return <p class="call-stacks-empty">No process is in its program now: all have ended.</p>;
  const next = nextPid(steps, position);
  return (
    <div class="call-stacks" ref={list}>
      {living.map((process) => (
        <ProcessStack
          key={process.pid}
          process={process}
          last={lastCall(calls, process.pid, position)}
          position={position}
          isNext={process.pid === next}
          isSelected={process.pid === selected}
          {...rest}
        />
      ))}
    </div>
  );
}

interface ProcessStackProps extends Pick<CallStacksProps, "files" | "position" | "onSelect" | "onShowLine"> {
  readonly process: SystemProcessScene;
  readonly last: CallRow | undefined;
  readonly isNext: boolean;
  readonly isSelected: boolean;
}

function ProcessStack({ process, last, isNext, isSelected, position, files, onSelect, onShowLine }: ProcessStackProps) {
  const { pid, args, stack } = process;
  const state = describeState(process, isNext);
  const { own, others } = framesOf(stack);
  const [inner] = own;
  const text = inner?.place === undefined ? undefined : lineOf(files, inner.place);
  return (
    <section
      class={isSelected ? "call-stacks-process selected" : "call-stacks-process"}
      aria-label={`Process ${pid}`}
      data-pid={pid}
    >
      <header>
        <button type="button" class="call-stacks-name" aria-pressed={isSelected} onClick={() => onSelect(pid)}>
          <ProcessName pid={pid} command={commandOf(args)} />
        </button>
        <span class="call-stacks-state">
          <StateMark kind={state.kind} />
          {state.text}
        </span>
      </header>
      {text !== undefined && inner?.place !== undefined && (
        <pre class="call-stacks-line">
          <span>{inner.place.line}</span> {text}
        </pre>
      )}
      {last !== undefined && <LastCall call={last} position={position} />}
      {stack.length === 0 ? (
        <p class="call-stacks-none">It has not begun to run its program.</p>
      ) : (
        <ol aria-label="Call stack, the innermost function first">
          {own.map((frame, i) => (
            <FrameLine key={`${i} ${frame.name}`} frame={frame} onShowLine={onShowLine} />
          ))}
          {others > 0 && (
            <li class="call-stacks-others">
              and {others} {others === 1 ? "function" : "functions"} of libraries
            </li>
          )}
        </ol>
      )}
    </section>
  );
}

/** "fork() returned 3", "read(3) returned -1, errno is EAGAIN", or the call that it is in. */
function LastCall({ call, position }: { readonly call: CallRow; readonly position: number }) {
  const answer = call.answer !== undefined && call.answer.step < position ? call.answer : undefined;
  if (answer === undefined) {
    return (
      <p class="call-stacks-call">
        in <code>{call.text}</code>
      </p>
    );
  }
  const [value, errno] = answer.text.split(" ");
  return (
    <p class="call-stacks-call">
      <code>{call.text}</code> returned <code>{value}</code>
      {answer.isError ? (
        <>
          , errno is <code class="call-stacks-errno">{errno}</code>: {answer.about}
        </>
      ) : (
        answer.about !== "" && <span class="call-stacks-about"> {answer.about}</span>
      )}
    </p>
  );
}

interface FrameLineProps extends Pick<CallStacksProps, "onShowLine"> {
  readonly frame: Frame;
}

function FrameLine({ frame: { name, place }, onShowLine }: FrameLineProps) {
  return (
    <li>
      <code>{name}</code>
      {place !== undefined && (
        <button type="button" class="call-stacks-place" onClick={() => onShowLine(place.path, place.line)}>
          <span class="unseen">show </span>
          {place.name}:{place.line}
        </button>
      )}
    </li>
  );
}
