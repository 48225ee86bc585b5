/**
 * How one leaves a terminal by keyboard: Escape, then Tab, as in the editor. A terminal takes every key, so Escape waits for the next
 * one: if that is Tab, neither is the program's.
 */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What becomes of a key; `escape-first` is the program's, after the Escape that waited. */
export type Fate = "program" | "escape-first" | "waits" | "leaves";

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock"]);

export class LeavingKeys {
  #waits = false;

  press({ key, ctrlKey, altKey, metaKey }: Pressed): Fate {
    if (MODIFIERS.has(key)) return "program"; // Shift and Tab leave backwards
    if (key === "Escape" && !this.#waits && !ctrlKey && !altKey && !metaKey) {
      this.#waits = true;
      return "waits";
    }
    const waited = this.#waits;
    this.#waits = false;
    if (!waited) return "program";
    return key === "Tab" ? "leaves" : "escape-first";
  }

  /** The terminal is left, by whatever way. */
  forget(): void {
    this.#waits = false;
  }
}
