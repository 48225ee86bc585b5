/** Calls on descriptors: reading, writing, copies, pipes. */
import { Errno } from "../../../abi/errno.ts";
import { O_CLOEXEC, O_CLOFORK, O_NONBLOCK } from "../../../abi/flags.ts";
import { readPieces } from "../../../kernel/syscalls/arguments.ts";
import { adopt, FIRST, hostFd } from "../descriptors.ts";
import { answerOf } from "../host-errno.ts";
import { HostOpen } from "../host-flags.ts";
import type { NativeHandlers } from "./handler.ts";

export const descriptorCalls: NativeHandlers = {
  fd_read(process, fd: number, pieces: number, count: number, size: number): number {
    const read = readPieces(process.memory, pieces, count);
    process.memory.check(size, 4);
    if (typeof read === "number") return read;
    const answer = answerOf(process.host.read(hostFd(fd), read.list));
    if (answer < 0) return answer;
    process.memory.setU32(size, answer);
    return 0;
  },

  fd_write(process, fd: number, pieces: number, count: number, size: number): number {
    const written = readPieces(process.memory, pieces, count);
    process.memory.check(size, 4);
    if (typeof written === "number") return written;
    const answer = answerOf(process.host.write(hostFd(fd), written.list));
    if (answer < 0) return answer;
    process.memory.setU32(size, answer);
    return 0;
  },

  fd_close(process, fd: number): number {
    process.closedInChild.delete(fd);
    return answerOf(process.host.close(hostFd(fd)));
  },

  pipe2(process, fds: number, flags: number): number {
    const { host, memory, numbers, closedInChild } = process;
    memory.checkArray(fds, 2, 4);
    if ((flags & ~(O_CLOEXEC | O_CLOFORK | O_NONBLOCK)) !== 0) return -Errno.EINVAL;
    const answer = host.pipe2(numbers, (flags & O_NONBLOCK) !== 0 ? HostOpen.O_NONBLOCK : 0);
    if (answer < 0) return answerOf(answer);
    const [reader, writer] = [process.number(0), process.number(1)];
    const closes = (flags & O_CLOEXEC) !== 0;
    const ends = [adopt(host, reader, closes), adopt(host, writer, closes)];
    const failed = ends.find((end) => end < 0);
    if (failed !== undefined) {
      for (const end of ends) if (end >= 0) host.close(end + FIRST);
      return answerOf(failed);
    }
    ends.forEach((end, i) => {
      memory.setU32(fds + 4 * i, end);
      if ((flags & O_CLOFORK) !== 0) closedInChild.add(end);
    });
    return 0;
  },

  dup(process, fd: number): number {
    const answer = process.host.fcntl(hostFd(fd), 0, FIRST);
    return answer < 0 ? answerOf(answer) : answer - FIRST;
  },

  dup3(process, from: number, to: number, flags: number): number {
    if (from === to || (flags & ~(O_CLOEXEC | O_CLOFORK)) !== 0) return -Errno.EINVAL;
    const answer = process.host.dup3(hostFd(from), hostFd(to), (flags & O_CLOEXEC) !== 0 ? HostOpen.O_CLOEXEC : 0);
    if (answer < 0) return answerOf(answer);
    if ((flags & O_CLOFORK) !== 0) process.closedInChild.add(to);
    else process.closedInChild.delete(to);
    return to;
  },

  use_cwd: () => 0,
};
