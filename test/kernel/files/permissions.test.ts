import { describe, expect, it } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { R_OK, W_OK, X_OK } from "../../../runtime/abi/mode.ts";
import { MemoryDirectory } from "../../../runtime/kernel/files/memory-directory.ts";
import { MemoryFile } from "../../../runtime/kernel/files/memory-file.ts";
import {
  changeMode,
  changeOwner,
  may,
  owned,
  permissionsOfNew,
  refuseChange,
  type Subject,
  USER,
} from "../../../runtime/kernel/files/permissions.ts";
import { SymbolicLink } from "../../../runtime/kernel/files/symbolic-link.ts";
import { DEFAULT_LIMITS } from "../../../runtime/kernel/limits.ts";
import { subjectOf } from "../../../runtime/kernel/subject.ts";
import { World } from "../../../runtime/kernel/world.ts";
import { Rig } from "../rig.ts";

const world = new World(DEFAULT_LIMITS);
const root: Subject = { uid: 0, gid: 0, groups: [] };
const colleague: Subject = { uid: 7, gid: 7, groups: [1000] };
const stranger: Subject = { uid: 8, gid: 8, groups: [] };
const file = (mode: number) => new MemoryFile(world, undefined, false, owned(mode));
const directory = (mode: number) => new MemoryDirectory(world, owned(mode));

const rights = (subject: Subject, mode: number) =>
  [R_OK, W_OK, X_OK].map((wanted, i) => (may(subject, file(mode), wanted) ? "rwx"[i] : "-")).join("");

describe("may", () => {
  it.each([
    ["the owner's bits are the owner's", USER, 0o741, "rwx"],
    ["the group's are a member's", colleague, 0o741, "r--"],
    ["the others' are everybody else's", stranger, 0o741, "--x"],
    ["the owner has none of what the group has", USER, 0o077, "---"],
    ["a member has none of what others have", colleague, 0o707, "---"],
    ["root may all but run what nobody may", root, 0o000, "rw-"],
    ["root may run what somebody may", root, 0o001, "rwx"],
  ] as const)("%s", (_sentence, subject, mode, answer) => {
    expect(rights(subject, mode)).toBe(answer);
  });

  it("takes a process for the one user there is", () => {
    expect(subjectOf(new Rig().process)).toBe(USER);
  });
});

describe("refuseChange", () => {
  it("wants a directory that may be written and searched", () => {
    expect([0o700, 0o600, 0o500].map((mode) => refuseChange(USER, directory(mode)))).toEqual([
      0,
      -Errno.EACCES,
      -Errno.EACCES,
    ]);
  });

  it("lets nobody but the owners take names out of a sticky directory", () => {
    const tmp = directory(0o1777);
    const theirs = new MemoryFile(world, undefined, false, { mode: 0o666, uid: 8, gid: 8 });
    expect([colleague, stranger, USER, root].map((subject) => refuseChange(subject, tmp, theirs))).toEqual([
      -Errno.EPERM,
      0,
      0,
      0,
    ]);
    expect(refuseChange(stranger, tmp)).toBe(0);
  });
});

describe("permissionsOfNew", () => {
  it("takes the umask's bits away", () => {
    expect(permissionsOfNew(USER, directory(0o755), 0o4666, 0o022)).toEqual(owned(0o4644));
  });

  it("hands on the group of a set-group-ID directory, and to directories its bit", () => {
    const shared = new MemoryDirectory(world, { mode: 0o2775, uid: 0, gid: 50 });
    expect(permissionsOfNew(USER, shared, 0o666, 0o022)).toEqual({ mode: 0o644, uid: 1000, gid: 50 });
    expect(permissionsOfNew(USER, shared, 0o777, 0o022, true)).toEqual({ mode: 0o2755, uid: 1000, gid: 50 });
  });
});

describe("changeMode", () => {
  it("is for owners and root, and not for symbolic links", () => {
    const one = file(0o644);
    expect([stranger, USER, root].map((subject) => changeMode(subject, one, 0o7711))).toEqual([-Errno.EPERM, 0, 0]);
    expect(one.permissions.mode).toBe(0o7711);
    expect(changeMode(USER, new SymbolicLink(world, "x"), 0o600)).toBe(-Errno.ENOTSUP);
  });

  it("takes no set-group-ID bit for a group that the owner is not in", () => {
    const one = new MemoryFile(world, undefined, false, { mode: 0, uid: 1000, gid: 50 });
    changeMode(USER, one, 0o6755);
    expect(one.permissions.mode).toBe(0o4755);
  });
});

describe("changeOwner", () => {
  it.each([
    ["nothing", USER, -1, -1, 0],
    ["what it is already", USER, 1000, 1000, 0],
    ["given away", USER, 7, -1, -Errno.EPERM],
    ["to a group that its owner is not in", USER, -1, 7, -Errno.EPERM],
    ["to one of its owner's groups", { ...USER, groups: [7] }, -1, 7, 0],
    ["somebody else's", stranger, -1, 8, -Errno.EPERM],
    ["nothing, of somebody else's", stranger, -1, -1, 0],
    ["anything, by root", root, 5, 6, 0],
  ] as const)("%s", (_what, subject, uid, gid, answer) => {
    expect(changeOwner(subject, file(0o644), uid, gid)).toBe(answer);
  });

  it("takes the set-user-ID bit away, and the set-group-ID bit where the group may run it", () => {
    const one = file(0o6755);
    const other = file(0o6745);
    for (const each of [one, other]) changeOwner(USER, each, 1000, 1000);
    expect([one.permissions.mode, other.permissions.mode]).toEqual([0o755, 0o2745]);
  });
});
