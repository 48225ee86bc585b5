/** Looks up the sites of captured stacks in the guest, for tests. */
import { readLocals } from "../../runtime/guest/wasm/code.ts";
import type { WasmModule } from "../../runtime/guest/wasm/declarations.ts";
import { ByteReader } from "../../runtime/guest/wasm/leb.ts";
import { Instruction, Op, readInstruction } from "../../runtime/guest/wasm/opcodes.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { type Site, SiteLocator } from "../../runtime/instrument/locate-site.ts";
import type { InstrumentOptions } from "../../runtime/instrument/pipeline.ts";
import { readStack } from "../../runtime/instrument/read-stack.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

export interface Frame {
  readonly functionIndex: number;
  readonly site: Site | undefined;
  /** Of a place in the guest: the instruction there. */
  readonly instruction: Instruction | undefined;
}

/** Reads stacks of one guest, and says where they are in it. */
export class StackPlaces {
  readonly guest: WasmModule;
  readonly #locator: SiteLocator;

  constructor(
    bytes: Uint8Array,
    readonly host: ByHand,
  ) {
    this.guest = readModule(bytes);
    this.#locator = new SiteLocator(this.guest, readModule(host.made.bytes));
  }

  read({ frames }: Image): Frame[] {
    return readStack(frames, this.host.made.frames).map(({ functionIndex, site: number }) => {
      const site = this.#locator.locate(functionIndex, number);
      return { functionIndex, site, instruction: site !== undefined && "at" in site ? this.at(site.at) : undefined };
    });
  }

  at(offset: number): Instruction {
    const instruction = new Instruction();
    readInstruction(new ByteReader(this.guest.bytes, offset), instruction);
    return instruction;
  }

  locate(functionIndex: number, site: number): Site | undefined {
    return this.#locator.locate(functionIndex, site);
  }

  /** Which instruction of a function lies at the offset, as `loop 2`: the first in the third loop. */
  describe(functionIndex: number, offset: number): string {
    const head = this.heads(functionIndex).indexOf(offset);
    if (head >= 0) return `loop ${head}`;
    const { opcode } = this.at(offset);
    const alike = this.instructions(functionIndex).filter((instruction) => instruction.opcode === opcode);
    return `${NAMES.get(opcode)} ${alike.findIndex(({ start }) => start === offset)}`;
  }

  /** For each loop of a function, where the first instruction in it is that does something. */
  heads(functionIndex: number): number[] {
    const all = this.instructions(functionIndex);
    const idle: readonly number[] = [Op.loop, Op.block, Op.localGet, Op.globalGet, Op.i32Const, 0x42, 0x43, 0x44];
    return all.flatMap(({ opcode }, n) =>
      opcode === Op.loop ? [all.slice(n).find((instruction) => !idle.includes(instruction.opcode))?.start ?? -1] : [],
    );
  }

  instructions(functionIndex: number): Instruction[] {
    const { bytes, bodies, importedFunctions } = this.guest;
    const { start, end } = bodies[functionIndex - importedFunctions.length] ?? { start: 0, end: 0 };
    const reader = new ByteReader(bytes, start, end);
    readLocals(reader);
    const all: Instruction[] = [];
    while (reader.remaining > 0) {
      const instruction = new Instruction();
      readInstruction(reader, instruction);
      all.push(instruction);
    }
    return all;
  }
}

/** Runs to the end, and hands over every stack that is captured on the way; `captures` says in which calls, and points. */
export function eachStack(
  bytes: Uint8Array,
  options: InstrumentOptions,
  captures: (name: string) => boolean,
  look: (frames: readonly Frame[], name: string, places: StackPlaces) => void,
  fuel = 3,
): void {
  let captured = "";
  const host = new ByHand(make(bytes, options), (name) => {
    if (!captures(name)) return 1;
    captured = name;
    return SUSPEND;
  });
  host.fuel = fuel;
  if ("prong:shared" in host.exports) {
    host.global("prong:shared").value = 64;
    host.global("prong:shared-length").value = 300;
  }
  const places = new StackPlaces(bytes, host);
  try {
    for (let image = host.start(), left = 60; image !== undefined && left > 0; left--) {
      look(places.read(image), captured, places);
      image = host.resume(image, 1);
    }
  } catch (error) {
    const isThrown = error instanceof (WebAssembly as unknown as { Exception: typeof Error }).Exception;
    if (!isThrown) throw error; // a guest may end so
  }
}

const NAMES = new Map<number, string>([
  [Op.call, "call"],
  [Op.callIndirect, "call_indirect"],
  [Op.returnCall, "return_call"],
  [Op.i32Const, "const"],
  [0x28, "load"],
  [0x36, "store"],
]);
