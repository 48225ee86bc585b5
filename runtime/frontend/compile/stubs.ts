/**
 * Prints the guest-side declarations of the system calls from the system call table: the C headers that the C SDK is
 * written against, and the AssemblyScript imports that the AssemblyScript SDK is written against. Nobody edits those
 * files by hand: `npm run generate` writes them, and `npm run check` fails when they are stale.
 */

import { ERRNO_ROWS } from "../../abi/errno.ts";
import * as flags from "../../abi/flags.ts";
import * as resource from "../../abi/resource.ts";
import { SIGNAL_MAX, SIGNAL_ROWS } from "../../abi/signal.ts";
import * as signalFlags from "../../abi/signal-flags.ts";
import { hasResult, type Parameter, PRONG_MODULE, SYSCALL_TABLE, type SyscallRow } from "../../abi/syscall-table.ts";
import * as waitStatus from "../../abi/wait-status.ts";

/** The generated files: path from the root of the repository, and text. */
export function generatedFiles(): [path: string, text: string][] {
  return [
    ["assembly/sdk-c/include/prong/syscalls.h", cDeclarations()],
    ["assembly/sdk-c/include/prong/numbers.h", cNumbers()],
    ["assembly/sdk/prong/syscalls.ts", assemblyScriptDeclarations()],
  ];
}

const STALE_IF_EDITED = "Generated from runtime/abi by `npm run generate`: change the table there, not this file.";

/** Numbers of the kernel's own. */
const NOT_FOR_GUESTS = new Set(["FDFLAGS_MASK", "OFLAGS_SHIFT", "PIPE_CAPACITY", "STATUS_CONTINUED", "RESTART"]);
/** Numbers that wasi-libc's own headers define with the same value. */
const NOT_FOR_C = new Set([
  "PIPE_BUF",
  "O_APPEND",
  "O_NONBLOCK",
  "O_RDONLY",
  "O_WRONLY",
  "O_NOFOLLOW",
  "AT_FDCWD",
  "POLLIN",
  "POLLOUT",
  "POLLERR",
  "POLLHUP",
  "POLLNVAL",
]);
/** Numbers that signal.h and sys/wait.h give another type. */
const NOT_SIGNAL_H = new Set(["SIG_DFL", "SIG_IGN", "P_ALL", "P_PID", "P_PGID"]);

/** The text of `prong/syscalls.h`: one import a row of `prong_v1`. */
export function cDeclarations(): string {
  return cHeader("PRONG_SYSCALLS_H", [
    "#include <stddef.h>",
    "",
    "#ifdef __cplusplus",
    'extern "C" {',
    "#endif",
    "",
    `#define __PRONG_IMPORT(name) __attribute__((import_module("${PRONG_MODULE}"), import_name(name)))`,
    "",
    ...SYSCALL_TABLE.filter((row) => row.module === PRONG_MODULE).flatMap(cDeclaration),
    "#ifdef __cplusplus",
    "}",
    "#endif",
  ]);
}

/** The text of `prong/numbers.h`: signals, flags, commands. */
export function cNumbers(): string {
  return cHeader("PRONG_NUMBERS_H", [
    ...SIGNAL_ROWS.map(([number, name]) => `#define ${name} ${number}`),
    `#define _NSIG ${SIGNAL_MAX + 1}`,
    "",
    "/* wasi-libc has some of these, with other values: it knows no exec. Its own come first, or they would win later. */",
    "#include <__header_fcntl.h>",
    ...numbers(flags)
      .filter(([name]) => !NOT_FOR_C.has(name))
      .flatMap(([name, value]) => [`#undef ${name}`, `#define ${name} ${literal(name, value)}`]),
    "",
    ...numbers(waitStatus).map(([name, value]) => `#define ${name} ${value}`),
    "",
    ...numbers(signalFlags)
      .filter(([name]) => !NOT_SIGNAL_H.has(name))
      .map(([name, value]) => `#define ${name} ${literal(name, value)}`),
  ]);
}

/** The text of `syscalls.ts`: one import a row of either module (unused ones never reach a program), and the numbers. */
export function assemblyScriptDeclarations(): string {
  return [
    `// ${STALE_IF_EDITED}`,
    "",
    "/** Error numbers. */",
    "export namespace Errno {",
    ...ERRNO_ROWS.map(([number, name, about]) => `  /** ${about} */\n  export const ${name}: i32 = ${number};`),
    "}",
    "",
    "/** What `strerror` says of an error number. */",
    "export function errnoMessage(errno: i32): string {",
    "  switch (errno) {",
    ...ERRNO_ROWS.map(([number, , about]) => `    case ${number}: return "${about}";`),
    "    default: return `unknown error ${errno}`;",
    "  }",
    "}",
    "",
    "/** Signal numbers. */",
    "export namespace Signal {",
    ...SIGNAL_ROWS.map(([number, name, , about]) => `  /** ${about} */\n  export const ${name}: i32 = ${number};`),
    "}",
    "",
    ...[...numbers(flags), ...numbers(waitStatus), ...numbers(signalFlags), ...numbers(resource).filter(isLimit)].map(
      ([name, value]) => `export const ${name}: i32 = ${literal(name, value)};`,
    ),
    "",
    ...SYSCALL_TABLE.flatMap(assemblyScriptDeclaration),
  ].join("\n");
}

function cHeader(guard: string, lines: readonly string[]): string {
  return [`/* ${STALE_IF_EDITED} */`, `#ifndef ${guard}`, `#define ${guard}`, "", ...lines, "", "#endif", ""].join(
    "\n",
  );
}

function cDeclaration(row: SyscallRow): string[] {
  const parameters = row.parameters.map(cParameter).join(", ") || "void";
  const twice = row.name === "vfork" || row.name === "setjmp" ? " __attribute__((returns_twice))" : "";
  return [`/* ${row.about} */`, `__PRONG_IMPORT("${row.name}")${twice} int __prong_${row.name}(${parameters});`, ""];
}

function cParameter({ name, kind }: Parameter): string {
  switch (kind) {
    case "string":
      return `const char *${name}, size_t ${name}_length`;
    case "bytes":
      return `void *${name}, size_t ${name}_length`;
    case "**char":
      return `char *const *${name}`;
    case "*int":
    case "*fd":
      return `int *${name}`;
    case "size":
      return `size_t ${name}`;
    case "u64":
      return `unsigned long long ${name}`;
    case "fd":
    case "pid":
    case "int":
    case "flags":
    case "signal":
      return `int ${name}`;
    case "i64":
    case "offset":
      return `long long ${name}`;
    default:
      if (kind.startsWith("*")) return `void *${name}`;
      throw new Error(`Cannot declare the parameter "${name}: ${kind}" in C: no C type is known for this kind`);
  }
}

function assemblyScriptDeclaration(row: SyscallRow): string[] {
  const prefix = row.module === PRONG_MODULE ? "prong" : "wasi";
  const parameters = row.parameters.map(assemblyScriptParameter).join(", ");
  return [
    `/** ${row.about} */`,
    "// @ts-ignore: decorator",
    `@external("${row.module}", "${row.name}")`,
    `export declare function ${prefix}_${row.name}(${parameters}): ${hasResult(row) ? "i32" : "void"};`,
    "",
  ];
}

function assemblyScriptParameter({ name: given, kind }: Parameter): string {
  const name = RESERVED.has(given) ? `${given}_` : given;
  if (kind === "string" || kind === "bytes") return `${name}: usize, ${name}_length: usize`;
  if (kind === "iovecs" || kind === "ciovecs") return `${name}: usize, ${name}_count: usize`;
  if (kind.startsWith("*") || kind === "size") return `${name}: usize`;
  if (kind === "u64" || kind === "time") return `${name}: u64`;
  if (kind === "i64" || kind === "offset") return `${name}: i64`;
  return `${name}: i32`;
}

/** Parameter names that are keywords in AssemblyScript. */
const RESERVED = new Set(["in"]);

/** The exported numbers of a module that guests may use, by name (modules do not keep the order of the source everywhere). */
function numbers(module: Readonly<Record<string, unknown>>): [string, number][] {
  return Object.entries(module)
    .filter((entry): entry is [string, number] => typeof entry[1] === "number" && !NOT_FOR_GUESTS.has(entry[0]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function isLimit([name]: [string, number]): boolean {
  return /^(RLIMIT|PRIO)_(?!SIZE)/.test(name);
}

/** Bits are read more easily in base 16; commands and small numbers in base 10. */
function literal(name: string, value: number): string {
  if (value < 0) return `(${value})`;
  return name.startsWith("O_") || name.startsWith("SA_") ? `0x${value.toString(16).padStart(8, "0")}` : String(value);
}
