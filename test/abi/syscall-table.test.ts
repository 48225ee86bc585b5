import { describe, expect, it, test } from "vitest";
import {
  findSyscall,
  hasResult,
  isPair,
  PRONG_MODULE,
  SYSCALL_TABLE,
  type SyscallRow,
  WASI_MODULE,
  wasmParameters,
} from "../../runtime/abi/syscall-table.ts";
import { HANDLERS } from "../../runtime/kernel/syscalls/handlers.ts";

/** What the head of the table says a parameter may be; a `*` stands before what an address leads to. */
const KINDS = /^(fd|pid|int|flags|signal|size|\*+\w+|string|bytes|iovecs|ciovecs|u64|i64|time|offset)$/;

/** All of wasi_snapshot_preview1, from WASI's witx files: name, Wasm parameters (i: i32, l: i64). */
const WASI = `
  args_get ii, args_sizes_get ii, environ_get ii, environ_sizes_get ii, clock_res_get ii, clock_time_get ili,
  fd_advise illi, fd_allocate ill, fd_close i, fd_datasync i, fd_fdstat_get ii, fd_fdstat_set_flags ii,
  fd_fdstat_set_rights ill, fd_filestat_get ii, fd_filestat_set_size il, fd_filestat_set_times illi, fd_pread iiili,
  fd_prestat_get ii, fd_prestat_dir_name iii, fd_pwrite iiili, fd_read iiii, fd_readdir iiili, fd_renumber ii,
  fd_seek ilii, fd_sync i, fd_tell ii, fd_write iiii, path_create_directory iii, path_filestat_get iiiii,
  path_filestat_set_times iiiilli, path_link iiiiiii, path_open iiiiillii, path_readlink iiiiii,
  path_remove_directory iii, path_rename iiiiii, path_symlink iiiii, path_unlink_file iii, poll_oneoff iiii,
  proc_exit i, proc_raise i, sched_yield, random_get ii, sock_accept iii, sock_recv iiiiii, sock_send iiiii,
  sock_shutdown ii`;

const rowOf = (name: string): SyscallRow => {
  const row = SYSCALL_TABLE.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`there is no row ${name}`);
  return row;
};

const letters = (row: SyscallRow) =>
  wasmParameters(row)
    .map((type) => (type === "i64" ? "l" : "i"))
    .join("");

describe("the table", () => {
  it("names each call once, over both modules", () => {
    const names = SYSCALL_TABLE.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("has a handler for each row, and a row for each handler", () => {
    expect(Object.keys(HANDLERS).sort()).toEqual(SYSCALL_TABLE.map(({ name }) => name).sort());
  });

  it("has all of wasi_snapshot_preview1, with its Wasm parameters", () => {
    const ours = SYSCALL_TABLE.filter(({ module }) => module === WASI_MODULE).map((row) =>
      `${row.name} ${letters(row)}`.trim(),
    );
    expect(ours.sort()).toEqual(WASI.trim().split(/,\s*/).sort());
  });
});

describe.each(SYSCALL_TABLE.map((row) => [row.name, row] as const))("the row of %s", (_name, row) => {
  it("has parameters of known kinds, under different names", () => {
    for (const { kind } of row.parameters) expect(kind).toMatch(KINDS);
    const names = row.parameters.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.every((name) => /^[a-z_]+$/.test(name))).toBe(true);
  });

  it("has at most nine Wasm parameters: `dispatch` takes no more", () => {
    expect(wasmParameters(row).length).toBeLessThanOrEqual(9);
  });

  it("says something, in sentences", () => {
    expect(row.about).toMatch(/^[A-Z_0-9`].*\.$/);
    expect(row.touches.length + Number(row.waits)).toBeGreaterThan(0);
  });
});

test.each([
  ["fork", "", true],
  ["wait4", "iiii", true],
  ["execve", "iiii", true],
  ["pipe2", "ii", false],
  ["getcwd", "ii", true],
  ["kill", "ii", true],
])("%s takes (%s); may it wait? %s", (name, parameters, waits) => {
  expect([letters(rowOf(name)), rowOf(name).waits]).toEqual([parameters, waits]);
});

test.each(["string", "bytes", "iovecs", "ciovecs"])("%s is an address and a length", (kind) => {
  expect(isPair(kind)).toBe(true);
});

test("only proc_exit has no result", () => {
  expect(SYSCALL_TABLE.filter((row) => !hasResult(row)).map(({ name }) => name)).toEqual(["proc_exit"]);
});

test.each([
  [PRONG_MODULE, "fork", "fork"],
  [WASI_MODULE, "fd_read", "fd_read"],
  [WASI_MODULE, "fork", undefined],
  [PRONG_MODULE, "fd_read", undefined],
  ["env", "fork", undefined],
  [PRONG_MODULE, "constructor", undefined],
])("findSyscall(%s, %s) finds %s", (module, name, found) => {
  expect(findSyscall(module, name)?.name).toBe(found);
});
