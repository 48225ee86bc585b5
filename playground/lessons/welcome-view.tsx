/** Three sentences and a button, for those who are new here. */
import { Markup } from "./markup-view.tsx";
import { WELCOME } from "./welcome.ts";
import "./welcome-view.css";

interface WelcomeViewProps {
  /** Opens a lesson. */
  readonly onBegin: (lesson: string) => void;
  /** Shows all lessons. */
  readonly onMenu: () => void;
}

export function WelcomeView({ onBegin, onMenu }: WelcomeViewProps) {
  return (
    <section class="welcome" aria-labelledby="welcome-title">
      <Figure />
      <h2 id="welcome-title">{WELCOME.title}</h2>
      <Markup text={WELCOME.text} onFollow={() => {}} />
      <div class="welcome-ways">
        <button type="button" class="primary" onClick={() => onBegin(WELCOME.lesson)}>
          {WELCOME.button}
        </button>
        <button type="button" class="plain" aria-haspopup="dialog" onClick={onMenu}>
          All lessons
        </button>
      </div>
    </section>
  );
}

/** One line that becomes two. */
function Figure() {
  return (
    <svg class="welcome-figure" viewBox="8 0 204 70" aria-hidden="true">
      <path class="welcome-parent" d="M10 24H210" />
      <path class="welcome-child" d="M80 24c26 0 22 26 48 26h82" />
      <circle class="welcome-fork" cx="80" cy="24" r="5" />
      <text x="86" y="15">
        fork()
      </text>
      <text x="210" y="15" text-anchor="end">
        parent
      </text>
      <text x="210" y="66" text-anchor="end">
        child
      </text>
    </svg>
  );
}
