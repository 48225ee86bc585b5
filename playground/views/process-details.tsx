/** One process in full: why it waits and since when, whose it is, what signals there are for it. */
import type { ComponentChildren } from "preact";
import type { Pid, SystemProcessScene } from "../../runtime/index.ts";
import { ProcessName } from "./process-name.tsx";
import type { ProcessRow } from "./process-tree-rows.ts";
import { StateMark } from "./state-mark.tsx";
import "./process-details.css";

interface ProcessDetailsProps {
  readonly row: ProcessRow;
  /** Undefined of one that is gone. */
  readonly process: SystemProcessScene | undefined;
  readonly canRunNext: boolean;
  readonly onRunNext: (pid: Pid) => void;
  readonly onGoTo: (position: number) => void;
}

export function ProcessDetails({ row, process, canRunNext, onRunNext, onGoTo }: ProcessDetailsProps) {
  const { pid, commands, state, bornTo, moments } = row;
  return (
    <section class="process-details" aria-label={`Process ${pid}`}>
      <h3>
        <ProcessName pid={pid} command={commands.at(-1)} ended={state.kind === "gone"} />
      </h3>
      <p class="process-details-state">
        <StateMark kind={state.kind} />
        <span>
          {state.text}
          {state.kind === "zombie" && `, and its parent, ${process?.parent}, has not waited for it`}
          {process?.because !== undefined && process.because !== "" && `: ${process.because}`}
          {process?.since !== undefined && (
            <>
              {process.state === "runnable" ? ", last ran in " : ", since "}
              <StepLink step={process.since} onGoTo={onGoTo} />
            </>
          )}
        </span>
      </p>
      {canRunNext && (
        <button type="button" class="primary" onClick={() => onRunNext(pid)}>
          Run {pid} next
        </button>
      )}
      {process !== undefined && <Doing process={process} bornTo={bornTo} />}
      {process !== undefined && process.state !== "zombie" && <Signals {...process.signals} />}
      {moments.length > 0 && <Moments moments={moments} onGoTo={onGoTo} />}
      {process !== undefined && <Belonging {...process} />}
    </section>
  );
}

function StepLink({ step, onGoTo }: { readonly step: number } & Pick<ProcessDetailsProps, "onGoTo">) {
  return (
    <button type="button" class="process-details-link" onClick={() => onGoTo(step + 1)}>
      step {step + 1}
    </button>
  );
}

/** What it does, and with whom. */
function Doing({ process, bornTo }: { readonly process: SystemProcessScene; readonly bornTo: Pid | undefined }) {
  const { call, parent, borrowsFrom, on, state } = process;
  return (
    <dl>
      {call !== "" && state !== "zombie" && (
        <Fact name="Call">
          <code>{call}</code>
        </Fact>
      )}
      {on.length > 0 && state !== "zombie" && (
        <Fact name="It is up to">
          {on.map((other) => (
            <ProcessName key={other} pid={other} />
          ))}
        </Fact>
      )}
      <Fact name="Parent">
        {parent === 1 ? "1 (init)" : <ProcessName pid={parent} />}
        {bornTo !== undefined && ", as it is an orphan"}
      </Fact>
      {borrowsFrom !== undefined && (
        <Fact name="Memory">
          of <ProcessName pid={borrowsFrom} />, until exec or exit (vfork)
        </Fact>
      )}
    </dl>
  );
}

/** Which group and session it is in, and what it has of the file system. */
function Belonging({ pid, group, session, foreground, program, cwd, umask }: SystemProcessScene) {
  return (
    <>
      <h4>Where it belongs</h4>
      <dl>
        <Fact name="Group">
          {group}
          {group === pid && ", which it leads"}
          {foreground && ", in the foreground"}
        </Fact>
        <Fact name="Session">{session}</Fact>
        <Fact name="Program">
          <code>{program}</code>
        </Fact>
        <Fact name="Directory">
          <code>{cwd}</code>
        </Fact>
        <Fact name="umask">
          <code>{umask.toString(8).padStart(3, "0")}</code>
        </Fact>
      </dl>
    </>
  );
}

function Signals({ pending, blocked, handled, ignored }: SystemProcessScene["signals"]) {
  const kinds: [name: string, names: readonly string[]][] = [
    ["Pending", pending],
    ["Blocked", blocked],
    ["Handled", handled],
    ["Ignored", ignored],
  ];
  const some = kinds.filter(([, names]) => names.length > 0);
  return (
    <>
      <h4>Signals</h4>
      {some.length === 0 ? (
        <p class="process-details-none">None is pending, blocked, handled or ignored.</p>
      ) : (
        <dl>
          {some.map(([name, names]) => (
            <Fact key={name} name={name}>
              {names.map((signal) => (
                <code key={signal} class="process-details-signal">
                  {signal}
                </code>
              ))}
            </Fact>
          ))}
        </dl>
      )}
    </>
  );
}

/** What it went through: each a way back to there. */
function Moments({ moments, onGoTo }: Pick<ProcessRow, "moments"> & Pick<ProcessDetailsProps, "onGoTo">) {
  return (
    <>
      <h4>What happened to it</h4>
      <dl>
        {moments.map(({ step, what }) => (
          <Fact key={`${step} ${what}`} name={<StepLink step={step} onGoTo={onGoTo} />}>
            {what}
          </Fact>
        ))}
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: ComponentChildren; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
