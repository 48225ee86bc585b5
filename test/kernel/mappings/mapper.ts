/** Processes that map, without a machine: each has a flat memory of its own, of which a part is a region to map to. */
import { PAGE_SIZE } from "../../../runtime/abi/layout.ts";
import type { AddressSpace } from "../../../runtime/image/address-space.ts";
import type { Mappings } from "../../../runtime/image/mappings.ts";
import { Page } from "../../../runtime/image/page.ts";
import type { ResidentMemory } from "../../../runtime/kernel/kernel.ts";
import { forkMappings } from "../../../runtime/kernel/mappings/fork.ts";
import { refresh } from "../../../runtime/kernel/mappings/share.ts";
import { settle } from "../../../runtime/kernel/page-faults.ts";
import { imageOf, type Process } from "../../../runtime/kernel/process.ts";
import { Rig, type RigOptions } from "../rig.ts";

/** The region: 7 Wasm pages. */
export const REGION = 0x90000;
export const REGION_END = 0x100000;
export const WHOLE = 0x10000;

export const [NONE, READ, WRITE] = [0, 1, 2];
export const RW = READ | WRITE;
export const [SHARED, PRIVATE, FIXED, ANONYMOUS, NOREPLACE] = [1, 2, 0x10, 0x20, 0x100000];

/** A memory without marks: what was stored is found by comparing. */
class FlatMemory implements ResidentMemory {
  readonly bytes: Uint8Array;
  private readonly process: Process;

  constructor(process: Process, bytes: Uint8Array) {
    this.process = process;
    this.bytes = bytes;
  }

  hasChanged(page: number): boolean {
    const known = imageOf(this.process).space.pages.get(page).bytes;
    return this.bytesOf(page).some((byte, i) => byte !== known[i]);
  }

  bytesOf(page: number): Uint8Array {
    return this.bytes.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  }

  put(index: number, page: Page): void {
    this.bytes.set(page.bytes, index * PAGE_SIZE);
  }

  clean(): void {}
}

export class Mapper {
  readonly rig: Rig;
  readonly #bytes = new Map<Process, Uint8Array>();

  constructor(options: RigOptions = {}) {
    this.rig = new Rig(options);
    this.rig.save = (process) => this.#save(process);
    this.#settleIn(this.rig.process, this.rig.bytes);
    this.rig.call("mmap_region", REGION, REGION_END - REGION);
  }

  get space(): AddressSpace {
    return imageOf(this.rig.process).space;
  }

  get mappings(): Mappings {
    return this.space.mappings as Mappings;
  }

  bytes(process = this.rig.process): Uint8Array {
    return this.#bytes.get(process) as Uint8Array;
  }

  /** Maps; says the address or the errno's name. */
  map(length: number, flags = PRIVATE | ANONYMOUS, { address = 0, protection = RW, fd = -1, offset = 0n } = {}) {
    return this.rig.say("mmap", address, length, protection, flags, fd, offset);
  }

  /** As `map`, where it must succeed. */
  mapped(...request: Parameters<Mapper["map"]>): number {
    const address = this.map(...request);
    if (typeof address === "string") throw new Error(`mmap: ${address}`);
    return address;
  }

  /** Another process with the mappings of the one that calls, as after a fork. */
  fork(): Process {
    const parent = this.rig.process;
    settle(this.rig.kernel, parent);
    this.#save(parent);
    const child = this.rig.fork();
    const bytes = this.bytes(parent).slice();
    this.#settleIn(child, bytes);
    const [from, to] = [imageOf(parent).space, imageOf(child).space];
    to.grow(from.pages.size);
    for (let page = 0; page < from.pages.size; page++) to.replace(page, from.pages.get(page));
    forkMappings(from, to);
    for (let page = 0; page < to.pages.size; page++) this.rig.memories.get(child)?.put(page, to.pages.get(page));
    return child;
  }

  /** A process runs: sees what others have stored, acts, and stops. */
  run(process: Process, act: (bytes: Uint8Array) => void): void {
    refresh(this.rig.kernel, process);
    act(this.bytes(process));
    settle(this.rig.kernel, process);
  }

  #save(process: Process): void {
    const { space } = imageOf(process);
    const memory = this.rig.memories.get(process) as FlatMemory;
    for (let page = 0; page < space.pages.size; page++) {
      if (memory.hasChanged(page)) space.replace(page, new Page(memory.bytesOf(page).slice(), space.epoch));
    }
  }

  #settleIn(process: Process, bytes: Uint8Array): void {
    this.#bytes.set(process, bytes);
    this.rig.memories.set(process, new FlatMemory(process, bytes));
  }
}
