/** What there is to see of a world now. To look changes nothing. */
import { signalNames } from "../../abi/signal.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import { ignoredByChoice } from "../../kernel/dispositions.ts";
import { countVersions, usageOf } from "../../kernel/memory-usage.ts";
import { PageKinds } from "../../kernel/page-kinds.ts";
import { PageVersions } from "../../kernel/page-versions.ts";
import { panic } from "../../kernel/panic.ts";
import { currentDirectory } from "../../kernel/paths.ts";
import type { Process } from "../../kernel/process.ts";
import type { World } from "../../kernel/world.ts";
import { whyWaiting } from "../waiting.ts";
import type { MemoryScene, ProcessScene, Scene } from "./scene.ts";
import { SeenFiles } from "./seen-files.ts";

export function sceneOf(world: World): Scene {
  const files = new SeenFiles(world.locks);
  const memory = new SeenMemory(world);
  const processes = [...world.processes.values()]
    .sort((one, other) => one.pid - other.pid)
    .map((process) => processScene(world, process, files, memory));
  const { openFiles, inodes } = files;
  return { elapsed: world.clock.elapsed, processes, openFiles, inodes, pagesUsed: memory.count(world) };
}

function processScene(world: World, process: Process, files: SeenFiles, memory: SeenMemory): ProcessScene {
  const { pid, parent, children, group, session, terminal, program, umask, signals, borrowsFrom, image } = process;
  return {
    ...(whyWaiting(world, pid) ?? panic(`process ${pid} is not in its world`)),
    parent,
    children: [...children],
    group,
    session,
    foreground: terminal?.foreground === group,
    program,
    cwd: currentDirectory(world, process),
    umask,
    signals: {
      pending: signalNames(signals.pending.set),
      blocked: signalNames(signals.blocked),
      ignored: signalNames(ignoredByChoice(process)),
      handled: signalNames(signals.dispositions.handled),
    },
    borrowsFrom,
    descriptors: files.descriptorsOf(process),
    memory: image === undefined ? undefined : memory.of(image.space),
  };
}

/** The memory of each space, looked at once, though two processes run in it. */
class SeenMemory {
  readonly #versions: PageVersions;
  readonly #kinds: PageKinds;
  readonly #seen = new Map<AddressSpace, MemoryScene>();

  constructor(world: World) {
    this.#versions = new PageVersions(world);
    this.#kinds = new PageKinds(this.#versions);
  }

  count(world: World): number {
    return countVersions(world, this.#versions);
  }

  of(space: AddressSpace): MemoryScene {
    let seen = this.#seen.get(space);
    if (seen === undefined) {
      const pages = this.#kinds.runsOf(space);
      seen = { ...usageOf(space, pages), pages };
      this.#seen.set(space, seen);
    }
    return seen;
  }
}
