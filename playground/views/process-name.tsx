/** A process by its pid, in its colour, and what it runs: the same on every view. */
import type { Pid } from "../../runtime/index.ts";
import { processColour } from "./process-colour.ts";
import "./process-name.css";

interface ProcessNameProps {
  readonly pid: Pid;
  /** What it runs, beside the pid. */
  readonly command?: string | undefined;
  /** One that has ended: its pid is on no ground. */
  readonly ended?: boolean | undefined;
}

export function ProcessName({ pid, command, ended = false }: ProcessNameProps) {
  return (
    <span class="process-name" style={{ "--colour": processColour(pid) }}>
      <span class={ended ? "process-name-pid ended" : "process-name-pid"}>
        <span class="unseen">process </span>
        {pid}
      </span>
      {command !== undefined && <span class="process-name-command">{command}</span>}
    </span>
  );
}
