/** How fast the page plays, in steps a second: what the person has chosen. */
import { signal } from "@preact/signals";

/** The last one is as fast as pictures can follow. */
export const SPEEDS = [1, 4, 16, 64, 2000] as const;

export const speed = signal<number>(4);
