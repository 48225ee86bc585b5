/** A system call as people read it: `fd_write(1, "hello\n")`, `execve("/bin/wc", ["wc", "-l"], 2 variables)`. */
import { IOV_MAX, IOVEC_SIZE } from "../../abi/layout.ts";
import { signalName } from "../../abi/signal.ts";
import { isPair, type SyscallRow } from "../../abi/syscall-table.ts";
import { FAULT, type GuestMemory } from "../guest-memory.ts";

/** The most bytes of a string or of data that are shown. */
const SHOWN = 48;

type Argument = number | bigint | undefined;

/** Whatever has the caller's memory: a kernel, or a process that runs on the host. */
interface Memory {
  readonly memory: GuestMemory;
}

/** Renders the call with its arguments; unreadable ones are shown as bad addresses, where results go is not shown. */
export function describeCall({ memory }: Memory, row: SyscallRow, args: readonly Argument[]): string {
  const texts: string[] = [];
  let next = 0;
  for (const { name, kind } of row.parameters) {
    const value = args[next++] ?? 0;
    const second = isPair(kind) ? Number(args[next++]) : 0;
    if (kind.startsWith("*") && !isGiven(row, kind)) continue;
    texts.push(typeof value === "bigint" ? String(value) : describe(memory, name, kind, value, second));
  }
  return `${row.name}(${texts.join(", ")})`;
}

/** Does an address lead to what the caller gives, not to where it wants a result? */
function isGiven(row: SyscallRow, kind: string): boolean {
  return kind === "**char" && row.name === "execve";
}

/** What an answered call stored, as ` name=value` each; empty where it stored nothing that is worth a line. */
export function describeResults({ memory }: Memory, row: SyscallRow, args: readonly Argument[]): string {
  const places = new Map<string, number>();
  let next = 0;
  for (const { name, kind } of row.parameters) {
    places.set(kind === "iovecs" ? kind : name, Number(args[next++] ?? 0));
    if (isPair(kind)) next++;
  }
  const texts: string[] = [];
  const data = places.get("iovecs");
  const count = places.get("count");
  if (data !== undefined && count !== undefined) {
    texts.push(orBadAddress(data, () => quoteAll(memory, data, IOV_MAX, memory.u32(count)))); // it may have read over the list
  }
  for (const { name, kind } of row.parameters) {
    const at = places.get(name) ?? 0;
    if (at === 0 || !kind.startsWith("*")) continue;
    if (name === "fds") texts.push(`fds=[${memory.u32(at)}, ${memory.u32(at + 4)}]`);
    else if (kind === "*size" || kind === "*fd") texts.push(`${name}=${memory.u32(at)}`);
    else if (kind === "*int") texts.push(`${name}=0x${memory.u32(at).toString(16)}`);
    else if (kind === "*u64" || kind === "*time") texts.push(`${name}=${memory.u64(at)}`);
  }
  return texts.map((text) => ` ${text}`).join("");
}

function describe(memory: GuestMemory, name: string, kind: string, value: number, second: number): string {
  if (kind === "string") return orBadAddress(value, () => quote(memory.slice(value, second)));
  if (kind === "ciovecs") return orBadAddress(value, () => quoteAll(memory, value, second));
  if (kind === "iovecs") return orBadAddress(value, () => `${room(memory, value, second)} bytes`);
  if (kind === "bytes") return `${second >>> 0} bytes`;
  if (kind === "**char") return orBadAddress(value, () => strings(memory, value, name));
  if (kind === "signal" && value !== 0) return signalName(value);
  if (kind === "flags" && value !== 0) return `0x${(value >>> 0).toString(16)}`;
  return String(value);
}

function orBadAddress(address: number, render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (error !== FAULT) throw error;
    return `bad address 0x${(address >>> 0).toString(16)}`;
  }
}

function quote(bytes: Uint8Array, total = bytes.length): string {
  const text = JSON.stringify(new TextDecoder().decode(bytes.slice(0, SHOWN)));
  return total > SHOWN ? `${text}... ${total} bytes` : text;
}

/** The beginning of what lies in a list of pieces, at most `most` bytes of it, and how much there is. */
function quoteAll(memory: GuestMemory, iovecs: number, count: number, most = Number.POSITIVE_INFINITY): string {
  const shown = new Uint8Array(SHOWN);
  let total = 0;
  for (let i = 0; i < Math.min(count >>> 0, IOV_MAX) && total < most; i++) {
    const length = Math.min(memory.u32(iovecs + IOVEC_SIZE * i + 4), most - total);
    const piece = memory.slice(memory.u32(iovecs + IOVEC_SIZE * i), length);
    if (total < SHOWN) shown.set(piece.subarray(0, SHOWN - total), total);
    total += length;
  }
  return quote(shown.subarray(0, total), total);
}

function room(memory: GuestMemory, iovecs: number, count: number): number {
  let total = 0;
  for (let i = 0; i < Math.min(count >>> 0, IOV_MAX); i++) total += memory.u32(iovecs + IOVEC_SIZE * i + 4);
  return total;
}

function strings(memory: GuestMemory, array: number, name: string): string {
  if (array === 0) return "NULL";
  const shown: string[] = [];
  for (let at = array; shown.length < IOV_MAX; at += 4) {
    const pointer = memory.u32(at);
    if (pointer === 0) break;
    shown.push(quote(memory.cString(pointer)));
  }
  return name === "envp" ? `${shown.length} variables` : `[${shown.join(", ")}]`;
}
