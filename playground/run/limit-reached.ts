/** Which of the page's own limits a program has come to, for people: it got an errno, as it would on any machine. */
import { Errno, type KernelEvent, type Limits, SYSCALL_TABLE } from "../../runtime/index.ts";

const FORKS = new Set(["fork", "vfork"].map((name) => SYSCALL_TABLE.findIndex((row) => row.name === name)));
const MEBIBYTE = 2 ** 20;

export function limitReached(event: KernelEvent, { processes, memory }: Partial<Limits>): string | undefined {
  if (event.kind !== "answer" || !FORKS.has(event.syscall)) return undefined;
  if (event.answer === -Errno.EAGAIN && processes !== undefined) {
    return `fork answered EAGAIN: the limit of ${processes} processes. Nothing is wrong with the page, and nothing is lost`;
  }
  if (event.answer === -Errno.ENOMEM && memory !== undefined) {
    return `fork answered ENOMEM: the limit of ${memory / MEBIBYTE} MiB of memory. Nothing is wrong with the page, and nothing is lost`;
  }
  return undefined;
}
