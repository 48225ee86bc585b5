/** From the host's errno to ours: by their names, as the numbers differ from host to host. */
import { constants } from "node:os";
import { Errno } from "../../abi/errno.ts";

/** Other names of an error that has one of its own here, and errors that guests know by a nearer one. */
const ALIASES: Readonly<Record<string, keyof typeof Errno>> = {
  EWOULDBLOCK: "EAGAIN",
  EOPNOTSUPP: "ENOTSUP",
  ENODATA: "EINVAL",
};

const BY_HOST = new Map<number, number>();
for (const [name, number] of Object.entries(constants.errno)) {
  const known = name in Errno ? (name as keyof typeof Errno) : ALIASES[name];
  if (known !== undefined && !BY_HOST.has(number)) BY_HOST.set(number, Errno[known]);
}
// Node has no names for these two of Linux.
if (process.platform === "linux") BY_HOST.set(130, Errno.EOWNERDEAD).set(131, Errno.ENOTRECOVERABLE);

/** The host's number of an error. */
export function hostErrno(name: keyof typeof constants.errno): number {
  return constants.errno[name];
}

/** What a guest is answered for an answer of the host: a result as it is, minus the host's errno as minus ours. */
export function answerOf(answer: number): number {
  return answer >= 0 ? answer : -(BY_HOST.get(-answer) ?? Errno.EIO);
}
