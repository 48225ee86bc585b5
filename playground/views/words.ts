/** Amounts and acts in words, as all of the timeline says them. */
import type { Act } from "../../runtime/index.ts";

export function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

export function bytesWords(count: number): string {
  return counted(count, "byte");
}

/** "1.5 s", "20 ms", "300 ns": virtual nanoseconds, to three figures. */
export function timeWords(nanoseconds: number): string {
  const [unit, size] = (
    [
      ["s", 1e9],
      ["ms", 1e6],
      ["us", 1e3],
    ] as const
  ).find(([, size]) => nanoseconds >= size) ?? ["ns", 1];
  return `${Number((nanoseconds / size).toPrecision(3))} ${unit}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** What the host did: "types \"ls\"". */
export function actWords(act: Act): string {
  switch (act.kind) {
    case "input":
      return act.bytes === undefined ? "input ends" : `input comes: ${quoted(act.bytes)}`;
    case "pass":
      return "nobody types: time passes";
    case "resize":
      return `the terminal has ${act.window.columns} columns and ${act.window.rows} rows now`;
  }
}

/** Bytes as a C string would have them, cut to a readable length. */
export function quoted(bytes: Uint8Array, most = 24): string {
  const text = JSON.stringify(new TextDecoder().decode(bytes.subarray(0, most)));
  return bytes.length > most ? `${text}...` : text;
}

export function processesWords(count: number): string {
  return count === 1 ? "1 process" : `${count.toLocaleString("en")} processes`;
}
