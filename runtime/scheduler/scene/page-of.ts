/** What there is to see of one page of a process. */
import type { Pid } from "../../abi/ids.ts";
import { PROT_EXEC, PROT_READ, PROT_WRITE } from "../../abi/mapping.ts";
import { type Mapping, type SharedPage, shownAt, whereShown } from "../../image/mappings.ts";
import { ZERO_PAGE } from "../../image/page.ts";
import type { ProcessImage } from "../../image/process-image.ts";
import { PageKinds } from "../../kernel/page-kinds.ts";
import { PageVersions } from "../../kernel/page-versions.ts";
import { panic } from "../../kernel/panic.ts";
import type { World } from "../../kernel/world.ts";
import type { MappingScene, PageScene } from "./scene.ts";

/** The world is up to date with the memory that processes run in. Throws a RangeError where there is no such page. */
export function pageOf(world: World, pid: Pid, page: number): PageScene {
  const image = world.processes.get(pid)?.image;
  const what = `show page ${page} of process ${pid}`;
  if (image === undefined) throw new RangeError(`Cannot ${what}: there is no such process, or it has ended`);
  const { pages, mappings } = image.space;
  if (!Number.isInteger(page) || page < 0 || page >= pages.size) {
    throw new RangeError(`Cannot ${what}: expected a whole number from 0 to ${pages.size - 1}`);
  }
  const shown = shownAt(mappings, page);
  const mapping = mappings?.find(page);
  const runs = new PageKinds(new PageVersions(world)).runsOf(image.space);
  return {
    pid,
    page,
    kind: runs.find(({ to }) => page < to)?.kind ?? panic(`no kind of page ${page}`),
    bytes: (shown === undefined ? pages.get(page) : shown.object.page(shown.page)).bytes.slice(),
    sharers: sharersOf(world, image, page, shown),
    mapping: mapping === undefined ? undefined : mappingScene(mapping, page),
  };
}

/** The processes that have this version of a page. */
function sharersOf(world: World, image: ProcessImage, page: number, shown: SharedPage | undefined): Pid[] {
  const { space } = image;
  const { epoch } = space.pages.get(page);
  const isWritten = space.marked && space.pages.get(page) !== ZERO_PAGE;
  const has = (other: ProcessImage) => {
    if (other.space === space) return true;
    if (shown !== undefined) return whereShown(other.space.mappings, shown) !== undefined;
    const isSame = isWritten && other.space.marked && other.space.pages.get(page).epoch === epoch;
    return isSame && (epoch > 0 || (other.program === image.program && other.space.pages.get(page) !== ZERO_PAGE));
  };
  const sharers = [...world.processes.values()].filter((process) => process.image !== undefined && has(process.image));
  return sharers.map(({ pid }) => pid).sort((one, other) => one - other);
}

function mappingScene({ from, to, protection, shared, object, at }: Mapping, page: number): MappingScene {
  const backing = object?.backing;
  return {
    from,
    to,
    protection: {
      read: (protection & PROT_READ) !== 0,
      write: (protection & PROT_WRITE) !== 0,
      execute: (protection & PROT_EXEC) !== 0,
    },
    shared,
    file:
      backing === undefined ? undefined : { inode: Number(backing.ino), name: backing.name, page: at + page - from },
  };
}
