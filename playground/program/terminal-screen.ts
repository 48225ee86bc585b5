/**
 * The screen of a terminal: xterm.js, fetched for the first run that has a terminal. It shows a moment of a run, and passes on what is
 * typed as bytes; what ^C or ^D mean is for the terminal of the guest to say.
 */
import "@xterm/xterm/css/xterm.css";
import { type ITheme, Terminal } from "@xterm/xterm";
import type { Window } from "../../runtime/index.ts";
import { HAPPENINGS, KeylessText } from "./keyless-text.ts";
import { LeavingKeys } from "./leaving-keys.ts";
import { FONT_SIZE, LINE_HEIGHT } from "./terminal-metrics.ts";
import { changeOf, type Shown } from "./written.ts";

export interface TerminalScreen {
  /** Shows what is written up to there, with the next frame; of many wishes only the newest counts. */
  show(moment: Shown): void;
  resize(window: Window): void;
  /** Are keys of any use? */
  listen(isOn: boolean): void;
  focus(): void;
  destroy(): void;
}

/** Lines above those that are seen. */
const SCROLLBACK = 2000;
/** Forgets all that the screen has shown, and every mode. */
const RESET = new TextEncoder().encode("\x1bc");

export function createTerminalScreen(
  parent: HTMLElement,
  { columns, rows }: Window,
  onInput: (bytes: Uint8Array) => void,
): TerminalScreen {
  const terminal = new Terminal({
    cols: columns,
    rows,
    fontFamily: getComputedStyle(parent).fontFamily,
    fontSize: FONT_SIZE,
    lineHeight: LINE_HEIGHT,
    scrollback: SCROLLBACK,
    screenReaderMode: true,
    minimumContrastRatio: 4.5,
    theme: readTheme(parent),
  });
  terminal.open(parent);
  if (terminal.textarea !== undefined) {
    terminal.textarea.ariaLabel = "Terminal";
    terminal.textarea.setAttribute("aria-describedby", "terminal-help");
  }
  const encoder = new TextEncoder();
  terminal.onData((text) => onInput(encoder.encode(text)));

  const leaving = new LeavingKeys();
  terminal.attachCustomKeyEventHandler((pressed) => {
    if (pressed.type !== "keydown") return true;
    const fate = leaving.press(pressed);
    if (fate === "escape-first") onInput(encoder.encode("\x1b"));
    return fate === "program" || fate === "escape-first";
  });
  terminal.textarea?.addEventListener("blur", () => leaving.forget());

  const keyless = new KeylessText((what) => setTimeout(what));
  for (const kind of HAPPENINGS) terminal.textarea?.addEventListener(kind, () => keyless.hear(kind));
  terminal.textarea?.addEventListener("input", (event) => {
    const text = keyless.textOf(event as InputEvent);
    if (text !== undefined) terminal.input(text);
  });

  const recolour = () => {
    terminal.options.theme = readTheme(parent);
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", recolour);
  const chosen = new MutationObserver(recolour);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });

  let shown: Shown | undefined;
  let wanted: Shown | undefined;
  let frame = 0;
  let isWriting = false;
  const draw = () => {
    frame = 0;
    if (wanted === undefined) return;
    const change = changeOf(shown, wanted);
    shown = wanted;
    wanted = undefined;
    if (change === undefined) return;
    if (change.kind === "rewrite") terminal.write(RESET); // parsed with what follows: nothing flickers
    for (const { bytes } of change.chunks) terminal.write(bytes);
    isWriting = true;
    terminal.write("", () => {
      isWriting = false;
      plan();
    });
  };
  const plan = () => {
    if (wanted !== undefined && frame === 0 && !isWriting) frame = requestAnimationFrame(draw);
  };

  return {
    show(moment) {
      wanted = moment;
      plan();
    },
    resize: (window) => terminal.resize(window.columns, window.rows),
    listen(isOn) {
      terminal.options.disableStdin = !isOn;
      terminal.options.cursorBlink = isOn;
    },
    focus: () => terminal.focus(),
    destroy() {
      cancelAnimationFrame(frame);
      dark.removeEventListener("change", recolour);
      chosen.disconnect();
      terminal.dispose();
    },
  };
}

/** The colours of the page, as they are at this moment. */
function readTheme(parent: HTMLElement): ITheme {
  const probe = document.createElement("span");
  parent.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const [ink, soft, ground] = [read("--ink"), read("--ink-soft"), read("--raised")];
  const [red, green, yellow, blue] = [read("--bad"), read("--good"), read("--warn"), read("--accent")];
  const [magenta, cyan] = [read("--process-3"), read("--process-4")];
  const theme: ITheme = {
    ...{ foreground: ink, background: ground, cursor: ink, cursorAccent: ground },
    ...{ selectionBackground: read("--accent-ground"), selectionForeground: ink },
    ...{ black: ink, red, green, yellow, blue, magenta, cyan, white: soft },
    ...{ brightBlack: soft, brightRed: red, brightGreen: green, brightYellow: yellow, brightBlue: blue },
    ...{ brightMagenta: magenta, brightCyan: cyan, brightWhite: ink },
  };
  probe.remove();
  return theme;
}
