/** The top of the page: which program, run and stop, and what one does with all of it. */
import type { Theme } from "../state/layout.ts";
import "./header.css";

interface HeaderProps {
  readonly title: string;
  /** What Run has to do first, if that takes a while: "Compiling". */
  readonly busy: string | undefined;
  readonly goesOn: boolean;
  readonly theme: Theme;
  readonly onLessons: () => void;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly onShare: () => void;
  readonly onTheme: () => void;
  readonly onHelp: () => void;
}

const THEMES: Readonly<Record<Theme, string>> = { system: "System", light: "Light", dark: "Dark" };

export function Header({ title, busy, goesOn, theme, ...does }: HeaderProps) {
  return (
    <header class="header">
      <h1 class="header-brand">
        <svg viewBox="0 0 16 16" width="22" height="22" aria-hidden="true">
          <path
            d="M8 15V9M8 9C8 6 3 7 3 2M8 9c0-3 5-2 5-7"
            fill="none"
            stroke="currentColor"
            stroke-width="2.2"
            stroke-linecap="round"
          />
        </svg>
        Prong
      </h1>
      <button type="button" class="header-title" onClick={does.onLessons} aria-haspopup="dialog" title="All lessons">
        <span>{title}</span>
        <span aria-hidden="true">▾</span>
      </button>
      <span class="header-space" />
      <button type="button" class="primary" onClick={does.onRun} disabled={busy !== undefined} title="Run (Ctrl+Enter)">
        {busy ?? "Run"}
      </button>
      <button type="button" onClick={does.onStop} disabled={!goesOn && busy === undefined} title="Stop (Esc)">
        Stop
      </button>
      <button type="button" onClick={does.onShare} aria-haspopup="dialog">
        Share
      </button>
      <button type="button" class="plain" onClick={does.onTheme} title="Light, dark, or as the system has it (t)">
        <span class="unseen">Theme: </span>
        {THEMES[theme]}
      </button>
      <button type="button" class="plain" onClick={does.onHelp} aria-haspopup="dialog" title="Keys (?)">
        <span aria-hidden="true">?</span>
        <span class="unseen">Keys</span>
      </button>
    </header>
  );
}
