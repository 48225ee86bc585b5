import { wasi } from "@bjorn3/browser_wasi_shim";
import { expect, test } from "vitest";
import * as flags from "../../runtime/abi/flags.ts";
import {
  FDFLAGS_MASK,
  O_APPEND,
  O_CLOEXEC,
  O_CLOFORK,
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
} from "../../runtime/abi/flags.ts";

test("the status flags are WASI's", () => {
  expect(O_APPEND).toBe(wasi.FDFLAGS_APPEND);
  expect(O_NONBLOCK).toBe(wasi.FDFLAGS_NONBLOCK);
  expect(FDFLAGS_MASK).toBe(
    wasi.FDFLAGS_APPEND | wasi.FDFLAGS_DSYNC | wasi.FDFLAGS_NONBLOCK | wasi.FDFLAGS_RSYNC | wasi.FDFLAGS_SYNC,
  );
});

test("no flag of `open` shares a bit with another, nor with WASI's open flags where wasi-libc puts them", () => {
  const oflags = (wasi.OFLAGS_CREAT | wasi.OFLAGS_DIRECTORY | wasi.OFLAGS_EXCL | wasi.OFLAGS_TRUNC) << 12;
  const all = [FDFLAGS_MASK, oflags, O_CLOEXEC, O_CLOFORK, O_RDONLY, O_WRONLY];
  expect(all.reduce((sum, flag) => sum + flag, 0)).toBe(all.reduce((union, flag) => union | flag, 0));
});

test("the fcntl commands are numbered as Linux numbers them, each once", () => {
  expect([flags.F_DUPFD, flags.F_GETFD, flags.F_SETFD, flags.F_GETFL, flags.F_SETFL]).toEqual([0, 1, 2, 3, 4]);
  expect(flags.F_DUPFD_CLOEXEC).toBe(1030);
  expect(flags.F_DUPFD_CLOFORK).not.toBe(flags.F_DUPFD_CLOEXEC);
});
