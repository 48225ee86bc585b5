/**
 * Time in the person's hand: back and forth, playing, on to the next thing that happens, and who runs next. What has just happened
 * is said in a sentence, which is read out where the run comes to rest, not at each picture of a film.
 */
import type { Pid } from "../../runtime/index.ts";
import { CLOCK } from "../../runtime/index.ts";
import type { Goal, SeenStep, Standing } from "../run/orders.ts";
import { SPEEDS } from "../state/speed.ts";
import { PositionField } from "./position-field.tsx";
import { ProcessName } from "./process-name.tsx";
import { positionWords } from "./step-words.ts";
import { TransportIcon, type TransportIconName } from "./transport-icon.tsx";
import "./transport.css";

export interface TransportProps {
  /** All steps that are known of the branch. */
  readonly steps: readonly SeenStep[];
  readonly position: number;
  readonly goesOn: "no" | "running" | "playing";
  /** Is there a run? */
  readonly isOpen: boolean;
  readonly standing: Standing | undefined;
  readonly choosable: readonly Pid[];
  readonly speed: number;
  readonly onSeek: (position: number) => void;
  readonly onStep: () => void;
  readonly onStepBack: () => void;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onStop: () => void;
  readonly onSpeed: (stepsPerSecond: number) => void;
  readonly onGoOn: (goal: Goal) => void;
  readonly onChoose: (pid: Pid) => void;
  /** Nobody types now; nobody ever will. */
  readonly onPass: () => void;
  readonly onEndInput: () => void;
}

const GOALS: readonly { readonly goal: Goal; readonly name: string; readonly key: string; readonly says: string }[] = [
  { goal: "fork", name: "fork", key: "f", says: "Run to the next fork" },
  { goal: "exec", name: "exec", key: "e", says: "Run until a process runs another program" },
  { goal: "signal", name: "signal", key: "s", says: "Run to the next signal" },
  { goal: "exit", name: "exit", key: "x", says: "Run until a process ends" },
  { goal: "output", name: "output", key: "o", says: "Run until something is written to the terminal" },
  { goal: "fault", name: "fault", key: "c", says: "Run to the first write to a page since the last fork" },
];

export function Transport(props: TransportProps) {
  const { steps, position, goesOn, isOpen, standing, choosable, speed } = props;
  const isAtEnd = standing !== undefined && position === steps.length;
  const isStill = isAtEnd && standing.kind !== "wants-input";
  const sentence = isOpen ? sentenceOf(steps, position) : "";
  const button = (icon: TransportIconName, name: string, key: string, isOff: boolean, onClick: () => void) => (
    <button
      type="button"
      class="transport-icon"
      aria-label={name}
      title={`${name} (${key})`}
      aria-disabled={!isOpen || isOff}
      onClick={() => isOpen && !isOff && onClick()}
    >
      <TransportIcon name={icon} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="transport" role="group" aria-label="Time">
      <div class="transport-row">
        {button("start", "To the start", "Home", position === 0, () => props.onSeek(0))}
        {button("back", "One step back", "←", position === 0, props.onStepBack)}
        {goesOn === "no"
          ? button("play", "Play", "Space", isStill, props.onPlay)
          : button("pause", "Pause", "Space", false, props.onPause)}
        {button("step", "One step on", "→", isStill, props.onStep)}
        {button("end", "To the end", "End", isStill, () => props.onGoOn("end"))}
        {button("stop", "Stop", "Esc", goesOn === "no", props.onStop)}
        <PositionField position={position} length={steps.length} isOff={!isOpen} onSeek={props.onSeek} />
        <label class="transport-speed">
          <span class="unseen">Speed, in steps a second</span>
          <select
            value={String(speed)}
            title="How fast to play: steps a second"
            onChange={(changed) => props.onSpeed(Number(changed.currentTarget.value))}
          >
            {SPEEDS.map((value) => (
              <option key={value} value={String(value)}>
                {value === SPEEDS.at(-1) ? "fastest" : `${value} / s`}
              </option>
            ))}
          </select>
        </label>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        <span class="transport-goals" role="group" aria-label="Run to the next">
          <span aria-hidden="true">Next</span>
          {GOALS.map(({ goal, name, key, says }) => (
            <button
              key={goal}
              type="button"
              title={`${says} (${key})`}
              aria-disabled={!isOpen || isStill}
              onClick={() => isOpen && !isStill && props.onGoOn(goal)}
            >
              {name}
            </button>
          ))}
        </span>
      </div>
      <div class="transport-row">
        <p class="transport-words" aria-hidden="true" title={sentence}>
          {sentence || "Run the program, and then go through it step by step."}
        </p>
        <p class="unseen" aria-live="polite">
          {goesOn === "no" ? sentence : ""}
        </p>
        <NextProcesses {...props} choosable={isOpen ? choosable : []} />
        {isAtEnd && standing.kind === "wants-input" && (
          <span class="transport-next">
            {standing.within !== undefined && (
              <button
                type="button"
                title="Nobody types: time passes until something else happens"
                onClick={props.onPass}
              >
                Let time pass
              </button>
            )}
            <button type="button" title="Nothing more is typed: who reads comes to the end" onClick={props.onEndInput}>
              End the input
            </button>
          </span>
        )}
      </div>
    </div>
  );
}

const STEP = '[aria-label="One step on"]';

/** Of more than these nobody reads the pids. */
const MOST_OFFERED = 12;

/** Who could have the next turn. Whoever had it in what is known is pressed: to choose another begins a branch. */
function NextProcesses({ steps, position, choosable, onChoose }: TransportProps) {
  if (choosable.length < 2) return null;
  const known = steps[position]?.pid;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <span class="transport-next" role="group" aria-label="Who runs next">
      <span aria-hidden="true">Who runs next?</span>
      {choosable.slice(0, MOST_OFFERED).map((pid) => (
        <button
          key={pid}
          type="button"
          aria-pressed={pid === known}
          title={
            pid === known
              ? "It runs next as it is"
              : known === undefined
                ? "Let it run next"
                : "Let it run next: another branch begins"
          }
          onClick={({ currentTarget, detail }) => {
            // These may be gone soon: who has come by keys goes on beside them.
            if (detail === 0) currentTarget.closest(".transport")?.querySelector<HTMLElement>(STEP)?.focus();
            onChoose(pid);
          }}
        >
          {pid === CLOCK ? "time passes" : <ProcessName pid={pid} />}
        </button>
      ))}
      {choosable.length > MOST_OFFERED && <span>and {choosable.length - MOST_OFFERED} more: see Processes</span>}
    </span>
  );
}

function sentenceOf(steps: readonly SeenStep[], position: number): string {
  const words = positionWords(steps, position);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
