/** The person's own programs, below the lessons: the one that is kept, the one before it, and new ones. */
import "./own-programs.css";

interface OwnProgramsProps {
  /** The one that is kept, or the one before it. */
  readonly onOpen: (which: "last" | "before") => void;
  readonly onNew: (language: "c" | "assemblyscript") => void;
}

export function OwnPrograms({ onOpen, onNew }: OwnProgramsProps) {
  const choices: readonly (readonly [label: string, choose: () => void])[] = [
    ["Go on with yours", () => onOpen("last")],
    ["The one before", () => onOpen("before")],
    ["New in C", () => onNew("c")],
    ["New in AssemblyScript", () => onNew("assemblyscript")],
  ];
  return (
    <section class="own-programs">
      <h3>Your own program</h3>
      <div>
        {choices.map(([label, choose]) => (
          <button type="button" key={label} onClick={choose}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
