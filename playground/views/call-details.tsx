/** The row of the trace that is pointed at, in full: what the call does, and what its answer means. */
import { SYSCALL_TABLE } from "../../runtime/index.ts";
import type { CallRow } from "./call-rows.ts";

interface CallDetailsProps {
  readonly row: CallRow | undefined;
  readonly position: number;
}

export function CallDetails({ row, position }: CallDetailsProps) {
  if (row === undefined) return null;
  const { syscall, text, answer } = row;
  const about = syscall === undefined ? undefined : SYSCALL_TABLE[syscall];
  return (
    <div class="calls-details">
      <p>
        <code>{text}</code>
        {answer !== undefined && answer.step < position && (
          <>
            {" = "}
            <code class={answer.isError ? "calls-error" : ""}>{answer.text}</code>
            {answer.isError && `: ${answer.about}`}
          </>
        )}
      </p>
      {about !== undefined && (
        <p>
          <strong>{about.name}</strong> {about.about}
        </p>
      )}
    </div>
  );
}
