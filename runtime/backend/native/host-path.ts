/** The paths that a guest gives: as they are, but for those that name one of its descriptors. */
import { PATH_MAX } from "../../abi/layout.ts";
import { toBytes, toTextOfAny } from "../../kernel/files/text.ts";
import { FIRST } from "./descriptors.ts";
import type { NativeProcess } from "./native-process.ts";

const SLASH = 0x2f;
const STREAMS: readonly string[] = ["stdin", "stdout", "stderr"];

/** The path at an address of the guest. It is lent. */
export function readHostPath(process: NativeProcess, address: number, size: number): Uint8Array {
  return hostPath(process.host.getpid(), process.memory.slice(address, size));
}

/** A path of the guest's as the host knows it: `/dev/fd/0` is its standard input. */
export function hostPath(pid: number, path: Uint8Array): Uint8Array {
  const [slash, first, second] = path;
  const mayBeDescriptor =
    slash === SLASH && ((first === 0x64 && second === 0x65) || (first === 0x70 && second === 0x72)); // /de /pr
  if (!mayBeDescriptor || path.length > PATH_MAX) return path;
  const text = toTextOfAny(path);
  const stream = STREAMS.indexOf(text.slice("/dev/".length));
  if (stream >= 0 && text.startsWith("/dev/")) return toBytes(`/dev/fd/${stream + FIRST}`);
  const match = /^(\/dev\/fd\/|\/proc\/(self|thread-self|\d+)\/fd\/)(\d+)(?=$|\/)/.exec(text);
  if (match === null || (/^\d/.test(match[2] ?? "") && Number(match[2]) !== pid)) return path;
  return toBytes(`${match[1]}${Number(match[3]) + FIRST}${text.slice(match[0].length)}`);
}
