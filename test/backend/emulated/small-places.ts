/** Instances of a small guest, whose memory a test writes to as the guest does, and as the host does. */
import { PAGE_SIZE, WASM_PAGE } from "../../../runtime/abi/layout.ts";
import { Place } from "../../../runtime/backend/emulated/place.ts";
import type { Program } from "../../../runtime/backend/emulated/program.ts";
import { ProgramStore } from "../../../runtime/backend/emulated/program-store.ts";
import { AddressSpace } from "../../../runtime/image/address-space.ts";
import { PAGES_PER_WASM_PAGE } from "../../../runtime/image/page.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import type { InstrumentOptions } from "../../../runtime/instrument/pipeline.ts";
import { wat } from "../../guest/wat.ts";

/** Two Wasm pages of memory, of which page 0 is the program's, with stores of every kind for the test to call. */
const GUEST = wat(`(module
  (import "prong_v1" "fork" (func $fork (result i32)))
  (memory (export "memory") 2)
  (global (mut i64) (i64.const -1))
  (data (i32.const 8) "data")
  (func (export "_start") (drop (call $fork)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "store64") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
  (func (export "store_behind") (param i32 i32) (i32.store offset=255 (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "fill_bytes") (param i32 i32 i32)
    (loop $more
      (i32.store8 (local.get 0) (local.get 1))
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br_if $more (local.tee 2 (i32.sub (local.get 2) (i32.const 1))))))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))`);

export interface SmallGuest {
  store(address: number, value: number): void;
  store64(address: number, value: bigint): void;
  /** With an offset of 255: from the end of a page it reaches the next, and the mark is that of the first. */
  store_behind(address: number, value: number): void;
  fill(address: number, value: number, length: number): void;
  /** Byte by byte. */
  fill_bytes(address: number, value: number, length: number): void;
  grow(pages: number): number;
}

export const prepareSmall = (options: InstrumentOptions): Promise<Program> =>
  new ProgramStore(new MemoryCache(), options).prepare(GUEST, "small");

export const MARKED = await prepareSmall({ marks: true });
export const UNMARKED = await prepareSmall({});

/** What is written without the guest's stores: behind everybody's back. */
export interface SmallPlace {
  readonly place: Place;
  readonly guest: SmallGuest;
  /** The whole memory, as it is now. */
  readonly bytes: () => Uint8Array;
  /** The pages that the host hears of, in order. */
  readonly written: () => number[];
}

export function makePlace(program: Program = MARKED): SmallPlace {
  const imports = { prong_v1: { fork: () => -1 } };
  const instance = new WebAssembly.Instance(program.module, imports);
  const place = new Place(program, instance);
  const { exports } = instance;
  // As the executor does before it lets a guest run.
  const guest = new Proxy({} as SmallGuest, {
    get: (_, name: string) => {
      place.memory.touch();
      return exports[name];
    },
  });
  const written = () => {
    const pages: number[] = [];
    place.memory.eachWritten((page) => pages.push(page));
    return pages;
  };
  return { place, guest, bytes: () => place.memory.bytes, written };
}

let epochs = 1;

/** A space of so many Wasm pages, in an epoch of its own. */
export function makeSpace(pages = 2, program: Program = MARKED): AddressSpace {
  const space = new AddressSpace(program.initialPages.share(), 100, { marked: program.instrumented.marks });
  space.epoch = epochs++;
  space.grow(pages * PAGES_PER_WASM_PAGE);
  return space;
}

/** What a space's pages say, all of them. */
export function bytesOf({ pages }: AddressSpace): Buffer {
  const bytes = Buffer.alloc(pages.size * PAGE_SIZE);
  for (let i = 0; i < pages.size; i++) bytes.set(pages.get(i).bytes, i * PAGE_SIZE);
  return bytes;
}

/** The guest's part of a place's memory. */
export function memoryOf({ memory }: Place): Buffer {
  return Buffer.from(memory.bytes.subarray(0, memory.guestPages * WASM_PAGE));
}
