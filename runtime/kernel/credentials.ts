/**
 * Whose a process is (POSIX.1-2024 getuid, setuid and their like). A world has one user, who is not root; so the ids are those that
 * a process has already, and to ask for others is EPERM. Credentials are a value: `fork` shares them, `exec` keeps them.
 */
import { Errno } from "../abi/errno.ts";
import type { Answer } from "./answer.ts";

export interface Ids {
  readonly real: number;
  readonly effective: number;
  readonly saved: number;
}

export interface Credentials {
  readonly user: Ids;
  readonly group: Ids;
  /** Supplementary groups. */
  readonly groups: readonly number[];
}

/** The user of a world, and the group. */
export const USER_ID = 1000;
export const GROUP_ID = 1000;
const ROOT = 0;
/** Leaves an id as it is. */
const SAME = -1;

export const USER: Credentials = {
  user: { real: USER_ID, effective: USER_ID, saved: USER_ID },
  group: { real: GROUP_ID, effective: GROUP_ID, saved: GROUP_ID },
  groups: [GROUP_ID],
};

/**
 * The ids with some of them replaced by others of them; -1 leaves one alone.
 *
 * - EPERM  one that the process has not, and it is not root
 */
export function changeIds(credentials: Credentials, kind: "user" | "group", wanted: Ids): Credentials | Answer {
  const ids = credentials[kind];
  const held = [ids.real, ids.effective, ids.saved];
  const isRoot = credentials.user.effective === ROOT;
  for (const id of Object.values(wanted) as number[]) {
    if (id !== SAME && !isRoot && !held.includes(id >>> 0)) return -Errno.EPERM;
  }
  const choose = (id: number, old: number) => (id === SAME ? old : id >>> 0);
  const changed = {
    real: choose(wanted.real, ids.real),
    effective: choose(wanted.effective, ids.effective),
    saved: choose(wanted.saved, ids.saved),
  };
  return { ...credentials, [kind]: changed };
}
