/** What the guest `map-script.c` must print: the same operations on a model in which all memory is arrays, shared or not. */

const PAGE = 4096;
const SLOTS = 4;
const FILE_PAGES = 8;
const MOST_PROCESSES = 6;

export const [DONTNEED, WIPEONFORK, KEEPONFORK] = [4, 18, 19];

export interface Operation {
  readonly process: number;
  readonly letter: string;
  readonly numbers: readonly number[];
}

/** One page of a slot. */
interface ModelPage {
  bytes: Uint8Array;
  readonly shared: boolean;
  /** What it was made of: the page of a file, or zeros. */
  readonly file: Uint8Array | undefined;
  wipe: boolean;
}

type Slot = (ModelPage | undefined)[] | undefined;

export class MapModel {
  readonly #files = [0, 1].map(() => new Uint8Array(FILE_PAGES * PAGE));
  readonly #processes: Slot[][] = [new Array<Slot>(SLOTS).fill(undefined)];
  readonly printed: string[] = [];

  /** How many processes there are, numbered from 0. */
  get processes(): number {
    return this.#processes.length;
  }

  get isFull(): boolean {
    return this.processes === MOST_PROCESSES;
  }

  act({ process, letter, numbers: [a = 0, b = 0, c = 0] }: Operation): void {
    const slots = this.#processes[process] as Slot[];
    const slot = slots[a];
    if (letter === "m") slots[a] = Array.from({ length: c }, (_, page) => this.#mapPage(b, page));
    else if (letter === "s") slot?.[Math.floor((b * 64) / PAGE)]?.bytes.fill(c, (b * 64) % PAGE, ((b * 64) % PAGE) + 8);
    else if (letter === "u" && slot !== undefined && b < slot.length) slot[b] = undefined;
    else if (letter === "a") for (const page of slot ?? []) advise(page, b);
    else if (letter === "w") this.#files[a]?.fill(c, b * 64, b * 64 + 8);
    else if (letter === "t") this.#files[a]?.fill(0, b * PAGE);
    else if (letter === "f") this.#processes.push(slots.map((one) => one?.map(forkPage)));
    else if (letter === "p") {
      this.printed.push(
        `${process}:${a}${(slot ?? []).map((page) => ` ${page === undefined ? "-" : sum(page.bytes)}`).join("")}`,
      );
    }
  }

  #mapPage(kind: number, page: number): ModelPage {
    const file = kind < 2 ? undefined : this.#files[kind === 3 ? 1 : 0]?.subarray(page * PAGE, (page + 1) * PAGE);
    const shared = kind >= 1 && kind <= 3;
    const bytes = file === undefined ? new Uint8Array(PAGE) : shared ? file : file.slice();
    return { bytes, shared, file, wipe: false };
  }
}

function advise(page: ModelPage | undefined, advice: number): void {
  if (page === undefined || page.shared) return;
  if (advice === DONTNEED) page.bytes = page.file?.slice() ?? new Uint8Array(PAGE);
  else if (page.file === undefined) page.wipe = advice === WIPEONFORK;
}

function forkPage(page: ModelPage | undefined): ModelPage | undefined {
  if (page === undefined || page.shared) return page;
  return { ...page, bytes: page.wipe ? new Uint8Array(PAGE) : page.bytes.slice() };
}

function sum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (Math.imul(sum, 31) + byte) >>> 0;
  return sum;
}

/** A script of so many operations, and what it must print; `portable`: nothing in it that POSIX leaves open. */
export function makeScript(next: (below: number) => number, length: number, portable: boolean) {
  const model = new MapModel();
  const operations: Operation[] = [];
  const add = (process: number, letter: string, ...numbers: number[]) => {
    const operation = { process, letter, numbers };
    operations.push(operation);
    model.act(operation);
  };
  for (let slot = 0; slot < SLOTS; slot++) add(0, "m", slot, slot === 3 ? 0 : slot, 1 + next(4));
  while (operations.length < length) {
    const process = next(model.processes);
    const slot = next(SLOTS);
    const kind = next(20);
    if (kind < 8) add(process, "s", slot, next(4 * 64), 1 + next(255));
    else if (kind < 13) add(process, "p", slot);
    else if (kind === 13) add(process, "m", slot, next(portable ? 4 : 5), 1 + next(4));
    else if (kind === 14) add(process, "u", slot, next(4));
    else if (kind === 15) add(process, "a", slot, [DONTNEED, WIPEONFORK, KEEPONFORK][next(3)] as number);
    else if (kind < 18) add(process, "w", next(2), next(4 * 64), 1 + next(255));
    else if (kind === 18) add(process, "t", next(2), next(4));
    else if (!model.isFull) add(process, "f", model.processes);
  }
  for (let process = 0; process < model.processes; process++) {
    for (let slot = 0; slot < SLOTS; slot++) add(process, "p", slot);
  }
  const script = operations
    .map(({ process, letter, numbers }) => `${process} ${letter} ${numbers.join(" ")};`)
    .join("");
  return { script, prints: model.printed };
}
