/** How the program is run the next time: in a line, and, opened, to change it. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Settings } from "../state/project.ts";
import "./run-settings.css";
import { readWords, writeWords } from "./words.ts";

interface RunSettingsProps {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

const LARGEST_SEED = 0xffffffff;

const PREEMPTS: Readonly<Record<Settings["preempt"], string>> = {
  syscalls: "at system calls",
  loops: "at system calls and in loops",
  memory: "at system calls and at each use of shared memory",
};

const TIMES: Readonly<Record<Settings["time"], string>> = {
  idle: "when nobody can run",
  any: "at any moment",
};

export function RunSettings({ settings, onChange }: RunSettingsProps) {
  const change = (part: Partial<Settings>) => onChange({ ...settings, ...part });
  return (
    <details class="run-settings">
      <summary>
        <span class="run-settings-title">How it runs</span> <span class="run-settings-short">{inShort(settings)}</span>
      </summary>
      <div class="run-settings-rows">
        <Row label="Arguments" hint="as in a shell">
          <Arguments args={settings.args} onChange={(args) => change({ args })} />
        </Row>
        <Row label="Terminal" hint="otherwise its input is at its end">
          <input
            type="checkbox"
            checked={settings.terminal}
            onChange={({ currentTarget }) => change({ terminal: currentTarget.checked })}
          />
        </Row>
        <Row label="Processes take turns" hint="where another one may be let run">
          <Select names={PREEMPTS} value={settings.preempt} onChange={(preempt) => change({ preempt })} />
        </Row>
        <Row label="Time passes" hint="to the next alarm, or the end of a sleep">
          <Select names={TIMES} value={settings.time} onChange={(time) => change({ time })} />
        </Row>
        <Row label="Seed" hint="of its random numbers">
          <input
            type="number"
            min={0}
            max={LARGEST_SEED}
            value={settings.seed}
            onChange={({ currentTarget }) => {
              const seed = Math.trunc(Math.min(Math.max(Number(currentTarget.value), 0), LARGEST_SEED));
              currentTarget.value = String(seed); // what is out of bounds is seen to be another one
              change({ seed });
            }}
          />
        </Row>
      </div>
    </details>
  );
}

function inShort({ args, terminal, preempt, time }: Settings): string {
  const parts = [terminal ? "with a terminal" : "without a terminal", `turns ${PREEMPTS[preempt]}`];
  if (time === "any") parts.push("time passes at any moment");
  if (args.length > 0) parts.unshift(writeWords(args));
  return parts.join(", ");
}

/** What is typed stays as it is typed as long as one types. */
function Arguments({
  args,
  onChange,
}: {
  readonly args: readonly string[];
  readonly onChange: (args: string[]) => void;
}) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  return (
    <input
      value={typed ?? writeWords(args)}
      spellcheck={false}
      autocapitalize="off"
      onInput={({ currentTarget: { value } }) => {
        setTyped(value);
        onChange(readWords(value));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

interface SelectProps<T extends string> {
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Select<T extends string>({ names, value, onChange }: SelectProps<T>) {
  return (
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as T)}>
      {Object.entries<string>(names).map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}

interface RowProps {
  readonly label: string;
  readonly hint: string;
  readonly children: ComponentChildren;
}

function Row({ label, hint, children }: RowProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among its children
    <label class="run-settings-row">
      <span>
        {label} <small>{hint}</small>
      </span>
      {children}
    </label>
  );
}
