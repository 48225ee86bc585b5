/** The person's own programs, below the lessons: the one that is kept, the one before it, and new ones. */
import { newProgram, openOwn } from "../own-program.ts";
import "./own-programs.css";

export function OwnPrograms({ onChosen }: { readonly onChosen: () => void }) {
  const choices: readonly (readonly [label: string, choose: () => void])[] = [
    ["Go on with yours", () => void openOwn()],
    ["The one before", () => void openOwn("before")],
    ["New in C", () => newProgram("c")],
    ["New in AssemblyScript", () => newProgram("assemblyscript")],
  ];
  return (
    <section class="own-programs">
      <h3>Your own program</h3>
      <div>
        {choices.map(([label, choose]) => (
          <button
            type="button"
            key={label}
            onClick={() => {
              onChosen();
              choose();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
