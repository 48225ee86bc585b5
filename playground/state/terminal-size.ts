/** How large the terminal is on the page: the next run begins with it. Written by `program/terminal.tsx` alone. */
import { signal } from "@preact/signals";
import type { Window } from "../../runtime/index.ts";

export const terminalSize = signal<Window>({ columns: 80, rows: 24 });
