/** A row of the trace: `12  [3]  fd_read(3, 4 bytes) = 0 "ab" count=2`. */
import type { CallRow } from "./call-rows.ts";
import { ProcessName } from "./process-name.tsx";
import { StateMark } from "./state-mark.tsx";

interface CallLineProps {
  readonly id: string;
  readonly index: number;
  readonly row: CallRow;
  readonly position: number;
  readonly isActive: boolean;
  /** Of what has not happened yet, is it the first? */
  readonly isFirstToCome: boolean;
}

export function CallLine({ id, index, row, position, isActive, isFirstToCome }: CallLineProps) {
  const { kind, step, pid, text, answer, sleeps } = row;
  const classes = [
    "calls-row",
    kind,
    step >= position ? "to-come" : "",
    step === position - 1 ? "now" : "",
    isActive ? "active" : "",
    isFirstToCome ? "first-to-come" : "",
  ];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and says which row is active
    <div class={classes.join(" ")} id={id} role="option" aria-selected={step === position - 1} data-index={index}>
      <span class="calls-step">{step + 1}</span>
      <span class="calls-pid">{pid !== undefined && <ProcessName pid={pid} />}</span>
      <span class="calls-text">
        {kind === "resumed" && <span class="calls-resumed">{sleptFor(row)}</span>}
        {kind === "news" ? text : <Call text={text} />}
        {sleeps !== undefined && (
          <span class="calls-sleeps">
            <StateMark kind="waiting" />
            sleeps: waits for {sleeps}
          </span>
        )}
        {answer !== undefined && (
          <span class={answer.step >= position ? "calls-answer to-come" : "calls-answer"}>
            {" = "}
            <span class={answer.isError ? "calls-error" : ""}>{answer.text}</span>
            {answer.about !== "" && <span class="calls-about"> {answer.about}</span>}
          </span>
        )}
      </span>
    </div>
  );
}

/** Was it woken, or born? */
function sleptFor({ answer }: CallRow): string {
  return answer?.about === "in the child" ? "begins in " : "wakes in ";
}

/** The name of a call stands out. */
function Call({ text }: { readonly text: string }) {
  const open = text.indexOf("(");
  return (
    <>
      <strong>{open < 0 ? text : text.slice(0, open)}</strong>
      {open < 0 ? "" : text.slice(open)}
    </>
  );
}
