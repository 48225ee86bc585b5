/**
 * Finds the text that no key types: of dictation, of a panel of letters. A terminal that is read aloud takes text from its keys only,
 * as it lets them type into its field, too; what else comes into the field is told here, so that it is sent as well, and nothing twice.
 */
type Happening = "keydown" | "keyup" | "compositionstart" | "compositionend" | "blur";

export const HAPPENINGS: readonly Happening[] = ["keydown", "keyup", "compositionstart", "compositionend", "blur"];

export class KeylessText {
  #hasKey = false;
  #isComposing = false;
  readonly #later: (what: () => void) => void;

  /** `later` is when a terminal has taken what was composed, with all that has followed by then. */
  constructor(later: (what: () => void) => void) {
    this.#later = later;
  }

  /** What happens to the field, in order. */
  hear(kind: Happening): void {
    switch (kind) {
      case "keydown":
        this.#hasKey = true;
        break;
      case "compositionstart":
        this.#isComposing = true;
        break;
      case "compositionend":
        this.#later(() => {
          this.#isComposing = false;
        });
        break;
      default:
        this.#hasKey = false; // a key that is let go elsewhere is not heard of
    }
  }

  /** What is to be sent of an `input`, if anything. */
  textOf({ inputType, data }: Pick<InputEvent, "inputType" | "data">): string | undefined {
    if (inputType !== "insertText" || data === null || this.#hasKey || this.#isComposing) return undefined;
    return data.replace(/\r?\n/g, "\r");
  }
}
