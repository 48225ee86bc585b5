/**
 * `exec` on the host: a Wasm program replaces this process by another Node for it, which finds the file open; the host's own
 * programs are run by the host. What is wrong is found before anything is changed.
 */
import { Errno } from "../../abi/errno.ts";
import { S_IFMT, S_IFREG, X_OK } from "../../abi/mode.ts";
import { toBytes, toTextOfAny } from "../../kernel/files/text.ts";
import { MAX_INTERPRETERS, readShebang, SHEBANG_MAX } from "../../kernel/shebang.ts";
import type { HostCalls } from "./addon.ts";
import { LOG_FD } from "./call-log.ts";
import { PROGRAM_FD } from "./descriptors.ts";
import { hostCommand, loggedSince } from "./host-command.ts";
import { answerOf } from "./host-errno.ts";
import { HostAt, HostFcntl, HostOpen } from "./host-flags.ts";
import { hostPath } from "./host-path.ts";
import { moveDown } from "./move-down.ts";
import type { NativeProcess, Start } from "./native-process.ts";

const WASM = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** How the host's own programs begin: ELF; Mach-O, and several of those in one. */
const HOSTS_OWN = [
  [0x7f, 0x45, 0x4c, 0x46],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
];

/** Replaces the process; answers only to fail, and then nothing has happened. */
export function execute(
  process: NativeProcess,
  path: Uint8Array,
  args: readonly string[],
  environment: readonly string[],
): number {
  process.host.close(PROGRAM_FD); // the one free number below the guest's: the program gets it
  const answer = executeFound(process, path, args, environment);
  process.low.close(PROGRAM_FD);
  return answer;
}

function executeFound(
  process: NativeProcess,
  path: Uint8Array,
  args: readonly string[],
  environment: readonly string[],
): number {
  const { host } = process;
  let file = path;
  let argv = args;
  for (let depth = 0; ; depth++) {
    const program = hostPath(host.getpid(), file);
    const head = readHead(process, program);
    if (typeof head === "number") return head;
    if (beginsWith(head, WASM)) return replaceBy(host, { path: `/dev/fd/${PROGRAM_FD}`, args: argv, environment });
    host.close(PROGRAM_FD);
    if (HOSTS_OWN.some((magic) => beginsWith(head, magic))) return executeHosts(process, file, argv, environment);
    const interpreter = readShebang(head);
    if (interpreter === undefined) return -Errno.ENOEXEC;
    if (depth === MAX_INTERPRETERS) return -Errno.ELOOP;
    argv = [...interpreter, toTextOfAny(file), ...argv.slice(1)];
    file = toBytes(interpreter[0]);
  }
}

/** Opens a file that may be run, and reads how it begins. - EACCES  it is no regular file, or may not be run */
function readHead({ host, numbers }: NativeProcess, path: Uint8Array): Uint8Array | number {
  const fd = host.openat(HostAt.AT_FDCWD, path, HostOpen.O_RDONLY | HostOpen.O_NONBLOCK | HostOpen.O_NOCTTY, 0);
  if (fd < 0) return answerOf(fd);
  const known = host.fstat(fd, numbers);
  if (known < 0) return answerOf(known);
  if ((Number(numbers[3]) & S_IFMT) !== S_IFREG) return -Errno.EACCES;
  const allowed = host.faccessat(HostAt.AT_FDCWD, path, X_OK, HostAt.AT_EACCESS);
  if (allowed < 0) return answerOf(allowed);
  const head = new Uint8Array(SHEBANG_MAX);
  const count = host.pread(fd, [head], 0);
  return count < 0 ? answerOf(count) : head.subarray(0, count);
}

/** Runs a program of the host's own, which finds the guest's descriptors under their numbers. */
function executeHosts(
  process: NativeProcess,
  path: Uint8Array,
  args: readonly string[],
  environment: readonly string[],
): number {
  const putBack = moveDown(process);
  const answer = process.host.execve(path, args.map(toBytes), environment.map(toBytes));
  putBack();
  return answerOf(answer);
}

/** Replaces this process by a Node that runs a Wasm program. Answers only to fail. */
export function replaceBy(host: HostCalls, start: Start): number {
  const { file, args, environment } = hostCommand(start, loggedSince());
  if (loggedSince() !== undefined) host.fcntl(LOG_FD, HostFcntl.F_SETFD, 0);
  return answerOf(host.execve(toBytes(file), args.map(toBytes), environment.map(toBytes)));
}

function beginsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
