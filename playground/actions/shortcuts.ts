/**
 * What keys do: one table, read by the listener and by the help. Letters count only where nobody writes: not in the editor, the
 * terminal or a field. What takes keys itself (tabs, a tree, the timeline) keeps those it wants by `stopPropagation`.
 */
import type { Signal } from "@preact/signals";
import { goOn, pause, play, seek, step, stepBack, stop } from "../run/client.ts";
import type { Goal } from "../run/orders.ts";
import { dialog, leftPanel, nextTheme, theme, VIEW_TITLES, VIEWS, view } from "../state/layout.ts";
import { goesOn, position, steps } from "../state/run-state.ts";
import { speed } from "../state/speed.ts";
import { runFromStart } from "./run-from-start.ts";

interface Shortcut {
  /** As `KeyboardEvent.key` has it; with Control or Command where it begins with `Mod+`. */
  readonly keys: readonly string[];
  readonly says: string;
  readonly run: () => void;
}

interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

function goTo(goal: Goal): () => void {
  return () => goOn(goal);
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: "Run",
    shortcuts: [
      { keys: ["Mod+Enter"], says: "Run the program from its start", run: () => void runFromStart() },
      { keys: ["Escape"], says: "Stop", run: () => stop() },
      { keys: [" "], says: "Play, or pause", run: () => (goesOn.value === "no" ? play(speed.value) : pause()) },
    ],
  },
  {
    title: "Time",
    shortcuts: [
      { keys: ["ArrowRight"], says: "One step on", run: () => step() },
      { keys: ["ArrowLeft"], says: "One step back", run: () => stepBack() },
      { keys: ["Shift+ArrowRight"], says: "Ten steps on", run: () => jump(10) },
      { keys: ["Shift+ArrowLeft"], says: "Ten steps back", run: () => jump(-10) },
      { keys: ["Home"], says: "To the start", run: () => seek(0) },
      { keys: ["End"], says: "To the end", run: goTo("end") },
      { keys: ["f"], says: "To the next fork", run: goTo("fork") },
      { keys: ["e"], says: "To the next exec", run: goTo("exec") },
      { keys: ["s"], says: "To the next signal", run: goTo("signal") },
      { keys: ["x"], says: "To the next exit", run: goTo("exit") },
      { keys: ["o"], says: "To the next output", run: goTo("output") },
      { keys: ["c"], says: "To the next copy on write", run: goTo("fault") },
    ],
  },
  {
    title: "Look at",
    shortcuts: [
      ...VIEWS.map((name, index) => ({ keys: [`${index + 1}`], says: VIEW_TITLES[name], run: () => show(name) })),
      { keys: ["l"], says: "The lesson", run: () => set(leftPanel, "lesson") },
      { keys: ["p"], says: "The program", run: () => set(leftPanel, "program") },
      {
        keys: ["t"],
        says: "Light, dark, or as the system has it",
        run: () => set(theme, nextTheme(theme.value)),
      },
      { keys: ["?"], says: "These keys", run: () => set(dialog, "help") },
    ],
  },
];

function set<T>(signal: Signal<T>, value: T): void {
  signal.value = value;
}

function show(name: (typeof VIEWS)[number]): void {
  view.value = name;
}

function jump(by: number): void {
  seek(Math.min(Math.max(position.value + by, 0), steps.value.length));
}

/** Listens on the whole page; answers how to end that. */
export function listenForKeys(target: Document = document): () => void {
  const listener = (pressed: KeyboardEvent) => {
    const shortcut = findShortcut(pressed);
    if (shortcut === undefined) return;
    pressed.preventDefault();
    shortcut.run();
  };
  target.addEventListener("keydown", listener);
  return () => target.removeEventListener("keydown", listener);
}

export function findShortcut(pressed: KeyboardEvent): Shortcut | undefined {
  if (pressed.defaultPrevented || pressed.altKey || dialog.value !== undefined) return undefined;
  const isMod = pressed.ctrlKey || pressed.metaKey;
  if (!isMod && isWriting(pressed.target)) return undefined;
  if (pressed.key === " " && isPressable(pressed.target)) return undefined;
  if (isWanted(pressed)) return undefined;
  const key = `${isMod ? "Mod+" : ""}${pressed.shiftKey && pressed.key.length > 1 ? "Shift+" : ""}${pressed.key}`;
  return SHORTCUTS.flatMap(({ shortcuts }) => shortcuts).find(({ keys }) => keys.includes(key));
}

/** Does what is typed go somewhere? */
function isWriting(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null;
  if (element?.closest === undefined) return false;
  return (
    element.closest(
      "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], .xterm, dialog",
    ) !== null
  );
}

/** Does this key do something to what has the focus: choose among answers, scroll what was gone to by keys? */
function isWanted({ key, target }: KeyboardEvent): boolean {
  const element = target as Partial<HTMLInputElement> | null;
  if (element?.type === "radio") return key.startsWith("Arrow");
  const { scrollHeight = 0, clientHeight = 0 } = element ?? {};
  return SCROLLS.has(key) && scrollHeight > clientHeight && element?.matches?.("[tabindex]:focus-visible") === true;
}

const SCROLLS: ReadonlySet<string> = new Set([" ", "Home", "End"]);

/** Does the space bar press it? */
function isPressable(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLElement> | null;
  return element?.closest?.("button, a, summary, [role=button], [role=radio], input") != null;
}
