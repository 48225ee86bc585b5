/**
 * The three layers as a picture. What hangs together with the entry that is pointed at or focused stands out; a click keeps it so.
 * Arrow keys go along the lines: right from a descriptor to the open file that it names, left back.
 */
import { useMemo, useRef, useState } from "preact/hooks";
import type { Pid } from "../../runtime/index.ts";
import { type EntryProps, FileBox, InodeBox, ProcessBox } from "./descriptor-boxes.tsx";
import { connectedTo, type DescriptorModel, type EntryKey } from "./descriptor-model.ts";
import { type Direction, descriptorPicture, neighbourOf } from "./descriptor-picture.ts";
import { processColour } from "./process-colour.ts";
import { useWidth } from "./use-width.ts";

interface DrawingProps {
  readonly model: DescriptorModel;
  readonly next: Pid | undefined;
  readonly selected: Pid | undefined;
  readonly onSelect: (pid: Pid) => void;
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Room for what is drawn around boxes. */
const MARGIN = 8;

const COLUMNS: readonly (readonly [title: string, about: string])[] = [
  ["Descriptors", "per process"],
  ["Open files", "with offset and flags"],
  ["Inodes", "files, pipes, terminals"],
];

export function DescriptorDrawing({ model, next, selected, onSelect }: DrawingProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const picture = useMemo(() => descriptorPicture(model, width - MARGIN), [model, width]);
  const [pointed, setPointed] = useState<EntryKey>();
  const [kept, setKept] = useState<EntryKey>();
  const isThere = (key: EntryKey | undefined): key is EntryKey => key !== undefined && picture.boxes.has(key);
  const lit = isThere(pointed) ? pointed : isThere(kept) ? kept : undefined;
  const connected = useMemo(() => (lit === undefined ? undefined : connectedTo(model, lit)), [model, lit]);
  const [focused, setFocused] = useState<EntryKey>();
  const stop = isThere(focused) ? focused : model.processes[0]?.key;

  const entry = (key: EntryKey, kind: string): EntryProps => {
    const box = picture.boxes.get(key);
    const isDim = connected !== undefined && !connected.has(key);
    return {
      class: `descriptors-entry ${kind}${isDim ? " dim" : ""}${key === kept ? " kept" : ""}`,
      style: {
        left: `${box?.x ?? 0}px`,
        top: `${box?.y ?? 0}px`,
        width: `${box?.width ?? 0}px`,
        height: `${box?.height ?? 0}px`,
      },
      tabIndex: key === stop ? 0 : -1,
      "data-entry": key,
    };
  };
  const keyOf = (happened: Event) =>
    (happened.target as Element).closest<HTMLElement>("[data-entry]")?.dataset["entry"];
  const onKeyDown = (pressed: KeyboardEvent) => {
    const direction = KEYS[pressed.key];
    const from = keyOf(pressed);
    if (direction === undefined || from === undefined) return;
    pressed.preventDefault();
    const to = neighbourOf(picture, from, direction);
    if (to !== undefined) frame.current?.querySelector<HTMLElement>(`[data-entry="${to}"]`)?.focus();
  };
  const onClick = (clicked: Event) => {
    const key = keyOf(clicked);
    setKept(key === kept ? undefined : key);
    if (key?.startsWith("process")) onSelect(Number(key.slice("process ".length)));
  };

  return (
    <div class="descriptors-frame" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture of buttons is no form */}
      <div
        class="descriptors-picture"
        role="group"
        aria-label="Descriptors, open files and inodes: arrow keys go along the lines"
        style={{ width: `${picture.width}px` }}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onPointerOver={(over) => setPointed(keyOf(over))}
        onPointerLeave={() => setPointed(undefined)}
        onFocusIn={(focus) => {
          setFocused(keyOf(focus));
          setPointed(keyOf(focus));
        }}
        onFocusOut={() => setPointed(undefined)}
      >
        <div class="descriptors-heads">
          {COLUMNS.map(([title, about], i) => {
            const { x, width } = picture.columns[i] ?? { x: 0, width: 0 };
            return (
              <div key={title} style={{ left: `${x}px`, width: `${width}px` }}>
                <strong>{title}</strong> <span>{about}</span>
              </div>
            );
          })}
        </div>
        <div class="descriptors-canvas" style={{ height: `${picture.height}px` }}>
          <svg width={picture.width} height={picture.height} aria-hidden="true">
            {picture.lines.map(({ from, to, path }) => {
              const isLit = connected?.has(from) === true && connected.has(to);
              const pid = from.startsWith("descriptor") ? Number(from.split(" ")[1]) : undefined;
              return (
                <g
                  key={`${from} ${to}`}
                  class={connected === undefined ? "" : isLit ? "lit" : "dim"}
                  style={{ color: pid === undefined ? "var(--line-strong)" : processColour(pid) }}
                >
                  <path d={path} />
                  <circle cx={path.slice(1).split(" ")[0]} cy={path.split(" ")[1]?.split("C")[0]} r="2.5" />
                  <path class="head" d={headOf(path)} />
                </g>
              );
            })}
          </svg>
          {model.processes.map((process) => (
            <ProcessBox
              key={process.key}
              entry={process}
              isNext={process.process.pid === next}
              isSelected={process.process.pid === selected}
              props={entry}
            />
          ))}
          {picture.openFiles.map((file) => (
            <FileBox key={file.key} entry={file} props={entry(file.key, "file")} />
          ))}
          {picture.inodes.map((inode) => (
            <InodeBox key={inode.key} entry={inode} props={entry(inode.key, "inode")} />
          ))}
        </div>
      </div>
    </div>
  );
}

/** An arrow's head at the end of a line. */
function headOf(path: string): string {
  const [x = 0, y = 0] = path.split(/[ MC]/).slice(-2).map(Number);
  return `M${x} ${y}l-7 -3.5v7z`;
}
