/** Which of this Node process's standard streams are terminals. */
import { fstatSync } from "node:fs";

const FD = { stdin: 0, stdout: 1, stderr: 2 } as const;

/**
 * Is it a terminal? A pipe or a file is told apart by asking the host what it is: to ask Node would make its stream, and
 * loading what streams are made of takes 3 ms, which a run without a terminal need not wait for.
 */
export function isTerminal(stream: keyof typeof FD): boolean {
  return mayBeTerminal(FD[stream]) && process[stream].isTTY === true;
}

/** How large the window is; undefined where no standard stream shows one. */
export function windowSize(): { readonly rows: number; readonly columns: number } | undefined {
  const stream = (["stdout", "stderr"] as const).find(isTerminal);
  if (stream === undefined) return undefined;
  const { rows, columns } = process[stream];
  return rows > 0 && columns > 0 ? { rows, columns } : undefined;
}

function mayBeTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return true; // a host that cannot say; a descriptor that is closed is for Node to find
  }
}
