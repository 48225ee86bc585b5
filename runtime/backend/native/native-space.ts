/**
 * The guest's memory in this process, and what is mapped into it. The engine has taken the addresses; what the guest maps is put over
 * them by the host's kernel, which is asked for ranges of them (`range`), never to choose an address. So who maps where is known here
 * only, as the emulator knows it: with `Mappings`.
 *
 * What is in a region (`mmap_region`) and not mapped cannot be touched. The host's own reads and writes are checked against what may
 * be done: Node would not survive what is a signal to a guest.
 */
import { PAGE_SIZE, WASM_PAGE } from "../../abi/layout.ts";
import { PROT_WRITE } from "../../abi/mapping.ts";
import { RLIMIT_AS, RLIMIT_DATA } from "../../abi/resource.ts";
import { Mappings, usedPages } from "../../image/mappings.ts";
import type { Span } from "../../image/spans.ts";
import { FAULT, type GuestMemory, type WriteWatcher } from "../../kernel/guest-memory.ts";
import type { HostCalls } from "./addon.ts";
import { readLimit } from "./host-limits.ts";

export class NativeSpace implements WriteWatcher {
  readonly #host: HostCalls;
  readonly #memory: GuestMemory;
  #linear: WebAssembly.Memory | undefined;
  #buffer = new ArrayBuffer(0);
  /** Undefined until the guest maps, or protects. */
  mappings: Mappings | undefined;

  /** `memory` is kept at what the guest has. */
  constructor(host: HostCalls, memory: GuestMemory) {
    this.#host = host;
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
