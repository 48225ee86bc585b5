/** A link to this very moment, the run as a test, and its picture. */
import { useRef, useState } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import { saveFile } from "./save-file.ts";
import "./share-dialog.css";

interface ShareDialogProps {
  readonly link: string;
  /** Undefined where the link holds the run that is seen. */
  readonly whyNoRun: keyof typeof NO_RUN | undefined;
  /** The texts of files; they throw an Error that says why there is none. */
  readonly makeTest: () => string;
  readonly makePicture: () => string;
  /** What the files are called, without an ending. */
  readonly name: string;
  readonly onClose: () => void;
}

const NO_RUN = {
  "never-ran": "The link holds the program, which has not run yet.",
  changed:
    "The link holds the program as it is now. It was changed since it ran, so that the run which you see is not in it: run it again first to share a run.",
};

/** Some mail and chat programs cut what is longer. */
const LONG = 8000;

export function ShareDialog({ link, whyNoRun, makeTest, makePicture, name, onClose }: ShareDialogProps) {
  const [said, setSaid] = useState("");
  const field = useRef<HTMLInputElement>(null);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setSaid("Copied.");
    } catch {
      field.current?.select();
      setSaid("This browser does not let pages copy: the link is selected, press Ctrl+C.");
    }
  };
  const save = (make: () => string, file: string, type: string) => {
    try {
      saveFile(file, type, make());
      setSaid(`Saved as ${file}.`);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <Dialog title="Share this moment" onClose={onClose}>
      <div class="share">
        <p>
          {whyNoRun === undefined
            ? "The link holds the program, every decision of the scheduler, what was typed, and the step at which you stand. Whoever opens it sees exactly this."
            : NO_RUN[whyNoRun]}{" "}
          Nothing is stored on a server.
        </p>
        <div class="share-link">
          <input ref={field} aria-label="Link" readOnly value={link} onFocus={() => field.current?.select()} />
          <button type="button" class="primary" onClick={() => void copy()}>
            Copy
          </button>
        </div>
        {link.length > LONG && (
          <p class="share-warning">
            It is {link.length.toLocaleString("en")} characters long; some programs cut such links when they are sent.
          </p>
        )}
        <h3>As a file</h3>
        <div class="share-files">
          <button type="button" onClick={() => save(makeTest, `${name}.test.ts`, "text/plain")}>
            Test for Vitest
          </button>
          <button type="button" onClick={() => save(makePicture, `${name}.svg`, "image/svg+xml")}>
            Timeline as SVG
          </button>
        </div>
        <p role="status">{said}</p>
      </div>
    </Dialog>
  );
}
