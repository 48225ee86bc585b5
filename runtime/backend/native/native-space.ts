/**
 * The guest's memory in this process, and what is mapped into it. The engine has taken the addresses; what the guest maps is put over
 * them by the host's kernel, which is asked for ranges of them (`range`), never to choose an address. So who maps where is known here
 * only, as the emulator knows it: with `Mappings`.
 *
 * What is in a region (`mmap_region`) and not mapped cannot be touched. The host's own reads and writes are checked against what may
 * be done: Node would not survive what is a signal to a guest.
 */
import { PAGE_SIZE, WASM_PAGE } from "../../abi/layout.ts";
import { PROT_EXEC, PROT_READ, PROT_WRITE } from "../../abi/mapping.ts";
import { RLIMIT_AS, RLIMIT_DATA } from "../../abi/resource.ts";
import { Mappings, usedPages } from "../../image/mappings.ts";
import type { Span } from "../../image/spans.ts";
import { FAULT, type GuestMemory, type WriteWatcher } from "../../kernel/guest-memory.ts";
import type { HostCalls } from "./addon.ts";
import { readLimit } from "./host-limits.ts";
import type { LowDescriptors } from "./low-descriptors.ts";

interface OwnPart extends Span {
  readonly protection: number;
}

export class NativeSpace implements WriteWatcher {
  readonly #host: HostCalls;
  readonly #memory: GuestMemory;
  readonly #low: LowDescriptors;
  #linear: WebAssembly.Memory | undefined;
  #buffer = new ArrayBuffer(0);
  /** Where the memory is while a child of `vfork` borrows it. */
  #lent: { readonly file: number; readonly parts: readonly OwnPart[] } | undefined;
  /** Undefined until the guest maps, or protects. */
  mappings: Mappings | undefined;

  /** `memory` is kept at what the guest has. */
  constructor(host: HostCalls, memory: GuestMemory, low: LowDescriptors) {
    this.#host = host;
    this.#low = low;
    this.#memory = memory;
  }

  /** The guest's memory, as soon as it has one. */
  set linear(memory: WebAssembly.Memory) {
    this.#linear = memory;
    this.look();
    if (this.mostUsed < Number.POSITIVE_INFINITY) this.guard();
  }

  /** How many pages the guest has. */
  get size(): number {
    return this.#memory.size / PAGE_SIZE;
  }

  /** Looks at the guest's memory as it is now: it may have grown. To be called before each call of the guest. */
  look(): void {
    const buffer = this.#linear?.buffer as ArrayBuffer | undefined;
    if (buffer === undefined || buffer === this.#buffer) return;
    const hasGrown = this.#buffer.byteLength === 0 && this.#memory.size > 0;
    this.#buffer = buffer;
    this.#memory.attach(buffer, Math.floor(buffer.byteLength / WASM_PAGE) * WASM_PAGE, this.mappings && this);
    if (hasGrown && this.mappings !== undefined) this.guard();
  }

  /** Pages of the memory, for the host. */
  range({ from, to }: Span): Uint8Array {
    return new Uint8Array(this.#buffer, from * PAGE_SIZE, (to - from) * PAGE_SIZE);
  }

  /** What is mapped; from now on what the host does is checked. */
  toMap(): Mappings {
    if (this.mappings === undefined) {
      this.mappings = new Mappings();
      this.#memory.attach(this.#buffer, this.#memory.size, this);
      this.#memory.watch((from, to) => this.#check(from, to));
      this.guard();
    }
    return this.mappings;
  }

  /** How many bytes the guest may have in use (RLIMIT_AS, RLIMIT_DATA). */
  get mostUsed(): number {
    return Math.min(readLimit(this.#host, RLIMIT_AS), readLimit(this.#host, RLIMIT_DATA));
  }

  /** Has the engine leave alone what is mapped when the memory grows, and not let it grow beyond the guest's limits. */
  guard(): void {
    const free = this.mappings === undefined ? 0 : this.size - usedPages(this.mappings, this.size);
    const most = Math.min(this.mostUsed + free * PAGE_SIZE, 2 ** 32);
    this.#host.guard(new Uint8Array(this.#buffer), Math.max(most, this.#memory.size));
  }

  /** The child of a fork has lost what it was not to have, and its locks. */
  fork(): void {
    const { mappings } = this;
    if (mappings === undefined) return;
    mappings.locked.clear();
    mappings.lockFuture = false;
    for (const { from, to, atFork } of [...mappings.list]) if (atFork === "drop") this.unmap({ from, to });
  }

  /** Takes out of a range what is mapped there. */
  unmap(span: Span): void {
    const mappings = this.toMap();
    for (const { from, to } of mappings.remove(span.from, span.to)) {
      mappings.regions.add(from, to);
      mappings.locked.remove(from, to);
      this.close({ from, to });
    }
  }

  /** Nothing is in a range that is the guest's: nobody may touch it, and the engine must not find room there. */
  close(span: Span): void {
    this.#host.map(this.range(span), 0, 0, -1, 0);
  }

  /** Is the memory in a file, so that children have the same? */
  get isLent(): boolean {
    return this.#lent !== undefined;
  }

  /** Moves the guest's own memory to a file without a name. What it shares anyway stays where it is. */
  lend(): void {
    const parts = this.#own();
    const file = this.#low.open(1, () => this.#host.makeFile());
    let offset = 0;
    for (const part of parts) {
      const range = this.range(part);
      this.#host.protect(range, PROT_READ | PROT_WRITE);
      this.#move((rest) => this.#host.write(file, [rest]), range);
      this.#host.map(range, part.protection, 1, file, offset);
      offset += range.length;
    }
    this.#lent = { file, parts };
  }

  /** Moves it back, to memory of this process alone. */
  takeBack(): void {
    const { file, parts } = this.#lent ?? { file: -1, parts: [] };
    this.#host.lseek(file, new BigInt64Array(1), 0);
    for (const part of parts) {
      const range = this.range(part);
      this.#host.map(range, PROT_READ | PROT_WRITE, 0, -1, 0);
      this.#move((rest) => this.#host.read(file, [rest]), range);
      if (part.protection !== (PROT_READ | PROT_WRITE)) this.#host.protect(range, part.protection);
    }
    this.#low.close(file);
    this.#lent = undefined;
  }

  /** Reads or writes all of a range: the host moves 2 GiB at once, at most. */
  #move(call: (rest: Uint8Array) => number, range: Uint8Array): void {
    for (let moved = 0; moved < range.length; ) {
      const count = call(range.subarray(moved));
      if (count <= 0)
        throw new Error(`Cannot move ${range.length - moved} bytes of the guest's memory: the host answered ${count}`);
      moved += count;
    }
  }

  /** The parts of memory that no other process sees, with what may be done to them. */
  #own(): OwnPart[] {
    const { mappings } = this;
    const whole = { from: 0, to: this.size };
    if (mappings === undefined) return [{ ...whole, protection: PROT_READ | PROT_WRITE }];
    const mapped = [...mappings.list].filter(({ shared }) => !shared);
    const rest = gaps(
      [...mappings.list, ...mappings.regions.list].sort((one, other) => one.from - other.from),
      whole,
    );
    return [...rest.map((span) => ({ ...span, protection: PROT_READ | PROT_WRITE })), ...mapped].map(
      ({ from, to, protection }) => ({ from, to, protection: hostProtection(protection) }),
    );
  }

  hostWrote(page: number): void {
    const mapping = this.mappings?.find(page);
    if (mapping !== undefined && (mapping.protection & PROT_WRITE) === 0) throw FAULT;
  }

  #check(start: number, end: number): void {
    const { mappings } = this;
    if (mappings === undefined || start === end) return;
    const [from, to] = [Math.floor(start / PAGE_SIZE), Math.ceil(end / PAGE_SIZE)];
    if (!mappings.isCovered(from, to)) throw FAULT;
    if (mappings.touching(from, to).some(({ protection }) => protection === 0)) throw FAULT;
  }
}

/** Nobody runs code there, and a file system may forbid it. */
export function hostProtection(protection: number): number {
  return (protection & PROT_WRITE) | ((protection & (PROT_READ | PROT_EXEC)) !== 0 ? PROT_READ : 0);
}

/** What of a range is in none of some spans, which are sorted. */
export function gaps(spans: readonly Span[], { from, to }: Span): Span[] {
  const found: Span[] = [];
  let page = from;
  for (const span of spans) {
    if (span.from > page) found.push({ from: page, to: Math.min(span.from, to) });
    page = Math.max(page, span.to);
  }
  if (page < to) found.push({ from: page, to });
  return found;
}
