/** `exec` on the host: a Wasm program replaces this process by another Node for it; anything else is the host's own program. */
import { Errno } from "../../abi/errno.ts";
import { toBytes, toTextOfAny } from "../../kernel/files/text.ts";
import type { HostCalls } from "./addon.ts";
import { hostCommand, isLogging } from "./host-command.ts";
import { answerOf } from "./host-errno.ts";
import type { NativeProcess } from "./native-process.ts";

/** Replaces the process; answers only to fail. */
export function execute(
  process: NativeProcess,
  file: Uint8Array,
  args: readonly string[],
  environment: readonly string[],
): number {
  return replaceBy(process.host, { path: toTextOfAny(file), args, environment });
}

/** Replaces this process by a Node that runs a Wasm program. Answers only to fail. */
export function replaceBy(
  host: HostCalls,
  start: { readonly path: string; readonly args: readonly string[]; readonly environment: readonly string[] },
): number {
  const { file, args, environment } = hostCommand(start, isLogging());
  const answer = host.execve(toBytes(file), args.map(toBytes), environment.map(toBytes));
  return answer < 0 ? answerOf(answer) : -Errno.EIO;
}
