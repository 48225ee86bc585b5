/**
 * `vfork`: the child is a copy of this process, but for the guest's memory, which both see: it is moved to a file without a name
 * while the child borrows it. The parent waits until the child has left, by another program or by its end: until nobody has the
 * end of a pipe open that is closed by both. Signals for the parent wait as long.
 */
import { hostFd } from "./descriptors.ts";
import { HostOpen } from "./host-flags.ts";
import type { NativeProcess } from "./native-process.ts";

const ALL = 2n ** 64n - 1n;

/** Answers the child's pid, in the child 0; or minus the host's errno. */
export function vfork(process: NativeProcess): number {
  const { space } = process;
  const lends = !space.isLent;
  if (lends) space.lend();
  const borrow = (writer: number) => {
    process.borrowed = writer; // stays open
  };
  return forkAndWait(process, borrow, () => {
    if (lends) space.takeBack();
  });
}

/** The kernel copies Node and the guest in it. The child goes on here, with none of the signals that were sent to its parent. */
export function fork(process: NativeProcess): number {
  const { borrowed, low, space } = process;
  if (borrowed === undefined) return copy(process);
  // The kernel would have the child share what is lent to its parent: the child makes a copy first.
  return forkAndWait(process, (writer) => {
    space.takeBack();
    process.borrowed = undefined;
    low.close(borrowed);
    low.close(writer);
  });
}

/** Forks: the child begins with the end of a pipe, and the parent goes on, with `end`, when that is closed. No signal comes before. */
function forkAndWait(process: NativeProcess, begin: (writer: number) => void, end: () => void = () => {}): number {
  const { host, low, numbers, signals } = process;
  const answer = low.open(2, () => host.pipe2(numbers, HostOpen.O_CLOEXEC));
  if (answer < 0) {
    end();
    return answer;
  }
  const [reader, writer] = [process.number(0), process.number(1)];
  const mask = signals.setMask(ALL);
  signals.look();
  const pid = copy(process);
  if (pid === 0) {
    low.close(reader);
    begin(writer);
  } else {
    low.close(writer);
    if (pid > 0) host.read(reader, [new Uint8Array(1)]);
    low.close(reader);
    end();
  }
  signals.setMask(mask);
  return pid;
}

function copy({ host, signals, space, closedInChild }: NativeProcess): number {
  const pid = host.fork();
  if (pid !== 0) return pid;
  signals.forgetNoted();
  space.fork();
  for (const fd of closedInChild) host.close(hostFd(fd));
  closedInChild.clear();
  return 0;
}
