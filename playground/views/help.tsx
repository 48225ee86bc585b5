/** All keys, and how to leave what takes them. */
import { Dialog } from "./dialog.tsx";
import "./help.css";

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowRight: "→",
  ArrowLeft: "←",
  Mod: "Ctrl",
  Escape: "Esc",
};

interface HelpProps {
  /** Of the keys of a shortcut the first is shown. */
  readonly groups: readonly {
    readonly title: string;
    readonly shortcuts: readonly { readonly keys: readonly string[]; readonly says: string }[];
  }[];
  readonly onClose: () => void;
}

export function Help({ groups, onClose }: HelpProps) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div class="help">
        {groups.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, says }) => (
                <div key={says}>
                  <dt>
                    {(keys[0] ?? "").split("+").map((key) => (
                      <kbd key={key}>{NAMES[key] ?? key}</kbd>
                    ))}
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p>
        Single letters work where nobody writes. In the editor <kbd>Tab</kbd> indents: press <kbd>Esc</kbd>, then{" "}
        <kbd>Tab</kbd>, to leave it; in the terminal, too, where all keys go to the program, and <kbd>Ctrl</kbd>{" "}
        <kbd>Shift</kbd> <kbd>V</kbd> pastes. On a Mac, <kbd>⌘</kbd> is as good as <kbd>Ctrl</kbd>.
      </p>
    </Dialog>
  );
}
