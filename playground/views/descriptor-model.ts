/**
 * The three layers of Unix files, as they are drawn: the descriptor table of each process, the open files that descriptors name,
 * the inodes that open files stand on. Descriptors that every program begins with, and nobody has changed, may be folded.
 */
import type { DescriptorScene, InodeScene, OpenFileScene, Pid, ProcessScene, Scene } from "../../runtime/index.ts";

/** Names an entry of the picture: `process 2`, `descriptor 2 4`, `file 7`, `inode 16`. */
export type EntryKey = string;

export interface DescriptorEntry extends DescriptorScene {
  readonly key: EntryKey;
}

export interface ProcessEntry {
  readonly key: EntryKey;
  readonly process: ProcessScene;
  readonly descriptors: readonly DescriptorEntry[];
  /** The numbers of those that are folded. */
  readonly folded: readonly number[];
  /** Those that have the same descriptors and are not drawn themselves: see `fold-alike.ts`. */
  readonly alike: readonly Pid[];
}

export interface OpenFileEntry {
  readonly key: EntryKey;
  readonly file: OpenFileScene;
  /** By whom it is named, and how often: several processes share one offset. */
  readonly holders: ReadonlyMap<Pid, number>;
}

export interface InodeEntry {
  readonly key: EntryKey;
  readonly inode: InodeScene;
}

export interface DescriptorModel {
  readonly processes: readonly ProcessEntry[];
  readonly openFiles: readonly OpenFileEntry[];
  readonly inodes: readonly InodeEntry[];
  /** Could anything be folded? */
  readonly canFold: boolean;
}

const STANDARD = ["standard input", "standard output", "standard error"];

/** Zombies have no descriptors, and are not there. Where there would be nothing else to see, nothing is folded. */
export function descriptorModel(scene: Scene, fold: boolean): DescriptorModel {
  const files = new Map(scene.openFiles.map((file) => [file.id, file]));
  const inodes = new Map(scene.inodes.map((inode) => [inode.id, inode]));
  const isPlain = ({ fd, openFile }: DescriptorScene) => {
    const file = files.get(openFile);
    return file !== undefined && isAsBegun(fd, file, inodes.get(file.inode));
  };
  const living = scene.processes.filter(({ descriptors }) => descriptors.length > 0);
  const all = living.flatMap(({ descriptors }) => descriptors);
  const canFold = all.some(isPlain) && !all.every(isPlain);
  const isFolded = (descriptor: DescriptorScene) => fold && canFold && isPlain(descriptor);

  const holders = new Map<number, Map<Pid, number>>();
  const processes = living.map((process): ProcessEntry => {
    const { pid, descriptors } = process;
    for (const descriptor of descriptors) {
      if (isFolded(descriptor)) continue;
      const of = holders.get(descriptor.openFile) ?? new Map<Pid, number>();
      holders.set(descriptor.openFile, of.set(pid, (of.get(pid) ?? 0) + 1));
    }
    return {
      key: `process ${pid}`,
      process,
      descriptors: descriptors
        .filter((descriptor) => !isFolded(descriptor))
        .map((descriptor) => ({ ...descriptor, key: `descriptor ${pid} ${descriptor.fd}` })),
      folded: descriptors.filter(isFolded).map(({ fd }) => fd),
      alike: [],
    };
  });
  const openFiles = scene.openFiles.flatMap((file): OpenFileEntry[] => {
    const of = holders.get(file.id);
    return of === undefined ? [] : [{ key: `file ${file.id}`, file, holders: of }];
  });
  const stoodOn = new Set(openFiles.map(({ file }) => file.inode));
  return {
    processes,
    openFiles,
    inodes: scene.inodes.filter(({ id }) => stoodOn.has(id)).map((inode) => ({ key: `inode ${inode.id}`, inode })),
    canFold,
  };
}

/** Is it what every program begins with: standard streams at 0, 1 and 2, and the root that WASI hands over? */
function isAsBegun(fd: number, { name }: OpenFileScene, inode: InodeScene | undefined): boolean {
  if (fd > 2) return name === "/" && inode?.kind === "directory";
  return inode?.kind === "terminal" || (inode?.kind === "stream" && name === STANDARD[fd]);
}

/** All entries that hang together with one: what it leads to, and what leads to it. */
export function connectedTo(model: DescriptorModel, key: EntryKey): ReadonlySet<EntryKey> {
  const found = new Set<EntryKey>([key]);
  const addFile = (id: number) => {
    const entry = model.openFiles.find(({ file }) => file.id === id);
    if (entry === undefined) return;
    found.add(entry.key);
    found.add(`inode ${entry.file.inode}`);
  };
  const addHolders = (id: number) => {
    for (const process of model.processes) {
      for (const descriptor of process.descriptors) {
        if (descriptor.openFile !== id) continue;
        found.add(descriptor.key);
        found.add(process.key);
      }
    }
  };
  for (const process of model.processes) {
    const isWhole = process.key === key;
    for (const descriptor of process.descriptors) {
      if (!isWhole && descriptor.key !== key) continue;
      found.add(process.key);
      found.add(descriptor.key);
      addFile(descriptor.openFile);
    }
  }
  for (const { key: fileKey, file } of model.openFiles) {
    if (fileKey !== key && `inode ${file.inode}` !== key) continue;
    addFile(file.id);
    addHolders(file.id);
  }
  return found;
}
