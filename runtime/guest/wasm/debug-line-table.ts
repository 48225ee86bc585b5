/**
 * The table of lines: each unit of `.debug_line` is a program for a small machine, which says row by row where the code of a
 * line begins. A *sequence* is rows with rising addresses, up to one that only says where the code ends: a function, mostly.
 *
 *     opcode   0: extended, with a length;  below the first special one: standard, with LEB128 operands;
 *              special: a row, after advancing both address and line
 */
import { type LineHeader, type NameSections, pathOf, readLineHeader, u16, u32 } from "./debug-line-header.ts";
import type { Range } from "./declarations.ts";
import { ByteReader, MalformedModule } from "./leb.ts";

export interface SourceLocation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 where the compiler does not say. */
  readonly column: number;
}

export interface LineSections extends NameSections {
  readonly lines: Range;
  /** Sequences that are not in the code are of functions that the linker has dropped. */
  readonly codeLength: number;
}

/** Sequences, by their addresses. Rows are numbered through all of them. */
interface Sequence {
  readonly low: number;
  readonly high: number;
  readonly firstRow: number;
  readonly endRow: number;
  readonly header: LineHeader;
}

const Column = { address: 0, file: 1, line: 2, column: 3 } as const;
const WIDTH = 4;

export class LineTable {
  readonly #bytes: Uint8Array;
  readonly #rows: Uint32Array;
  readonly #sequences: readonly Sequence[];

  constructor(bytes: Uint8Array, rows: Uint32Array, sequences: readonly Sequence[]) {
    this.#bytes = bytes;
    this.#rows = rows;
    this.#sequences = [...sequences].sort((a, b) => a.low - b.low);
  }

  locate(address: number): SourceLocation | undefined {
    const sequence = this.#sequences[lastWhere(0, this.#sequences.length, (n) => this.#low(n) <= address)];
    if (sequence === undefined || address >= sequence.high) return undefined;
    const row = lastWhere(sequence.firstRow, sequence.endRow, (n) => this.#cell(n, Column.address) <= address);
    if (row < sequence.firstRow) return undefined;
    const line = this.#cell(row, Column.line);
    const file = pathOf(sequence.header, this.#cell(row, Column.file), this.#bytes);
    if (file === undefined || line === 0) return undefined; // line 0: the compiler made it up
    return { file, line, column: this.#cell(row, Column.column) };
  }

  #low(n: number): number {
    return (this.#sequences[n] as Sequence).low;
  }

  #cell(row: number, column: number): number {
    return this.#rows[row * WIDTH + column] as number;
  }
}

/** The last number from `first` up to, not including, `end` for which it holds, if it holds for all before it too. */
function lastWhere(first: number, end: number, holds: (n: number) => boolean): number {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Reads all units; of one that is damaged, the sequences before the damage. */
export function readLineTable(bytes: Uint8Array, sections: LineSections): LineTable {
  const reader = new ByteReader(bytes, sections.lines.start, sections.lines.end);
  const machine = new LineMachine(sections.codeLength);
  try {
    while (reader.remaining > 0) {
      const unit = reader.take(u32(reader), "a unit of debug lines"); // of 64-bit DWARF, which fails here, wasm32 has none
      try {
        machine.run(unit, readLineHeader(unit, sections));
      } catch (error) {
        if (!(error instanceof MalformedModule)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof MalformedModule)) throw error;
  }
  return new LineTable(bytes, machine.rows(), machine.sequences);
}

/** Of the extended opcodes. */
const [END_SEQUENCE, SET_ADDRESS] = [1, 2];

class LineMachine {
  readonly sequences: Sequence[] = [];
  readonly #codeLength: number;
  #rows = new Uint32Array(1024 * WIDTH);
  #count = 0;
  /** The first row of the sequence at hand. */
  #first = 0;
  /** Addresses of the sequence do not rise. */
  #isDamaged = false;

  #address = 0;
  #file = 1;
  #line = 1;
  #column = 0;

  constructor(codeLength: number) {
    this.#codeLength = codeLength;
  }

  rows(): Uint32Array {
    return this.#rows.subarray(0, this.#count * WIDTH);
  }

  run(reader: ByteReader, header: LineHeader): void {
    this.#begin();
    const special = header.operands.length;
    while (reader.remaining > 0) {
      const opcode = reader.u8();
      if (opcode >= special) {
        this.#advance(reader, header, opcode - special);
        this.#row();
      } else if (opcode === 0) {
        this.#extended(reader, header);
      } else {
        this.#standard(reader, header, opcode);
      }
    }
    this.#begin();
  }

  #standard(reader: ByteReader, header: LineHeader, opcode: number): void {
    switch (opcode) {
      case 1: // copy
        this.#row();
        return;
      case 2: // advance_pc
        this.#address += reader.u32() * header.shortestInstruction;
        return;
      case 3: // advance_line
        this.#line = (this.#line + reader.signed(32)) >>> 0;
        return;
      case 4: // set_file
        this.#file = reader.u32();
        return;
      case 5: // set_column
        this.#column = reader.u32();
        return;
      case 8: // const_add_pc: as far as the last special opcode would
        this.#advance(reader, header, 255 - header.operands.length, false);
        return;
      case 9: // fixed_advance_pc
        this.#address += u16(reader);
        return;
      default: // what says nothing of lines, or is newer than this
        for (let left = header.operands[opcode] as number; left > 0; left--) skipNumber(reader);
    }
  }

  #extended(reader: ByteReader, header: LineHeader): void {
    const inner = reader.take(reader.u32(), "an opcode of debug lines");
    if (inner.remaining === 0) return;
    const opcode = inner.u8();
    if (opcode === END_SEQUENCE) this.#end(header);
    else if (opcode === SET_ADDRESS)
      this.#address = inner.remaining >= 4 ? u32(inner) : inner.fail("an address is short");
  }

  #advance(
    reader: ByteReader,
    { lineRange, lineBase, shortestInstruction }: LineHeader,
    by: number,
    lines = true,
  ): void {
    if (lineRange === 0) reader.fail("debug lines have an empty range of lines");
    this.#address += Math.floor(by / lineRange) * shortestInstruction;
    if (lines) this.#line = (this.#line + lineBase + (by % lineRange)) >>> 0;
  }

  #row(): void {
    const at = this.#count * WIDTH;
    if (this.#count > this.#first && this.#address < (this.#rows[at - WIDTH] as number)) this.#isDamaged = true;
    if (this.#address > this.#codeLength) this.#isDamaged = true; // dropped functions are at the end of all addresses
    if (this.#isDamaged) return;
    if (at === this.#rows.length) {
      const larger = new Uint32Array(2 * at);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows.set([this.#address, this.#file, this.#line, this.#column], at);
    this.#count++;
  }

  #end(header: LineHeader): void {
    this.#row();
    const low = this.#rows[this.#first * WIDTH] as number;
    // No function is at 0, where the number of functions stands: linkers put there what they drop.
    if (!this.#isDamaged && low > 0 && low < this.#address) {
      this.sequences.push({ low, high: this.#address, firstRow: this.#first, endRow: this.#count - 1, header });
      this.#first = this.#count;
    }
    this.#begin();
  }

  /** Forgets the rows of a sequence that has not ended, and begins another. */
  #begin(): void {
    this.#count = this.#first;
    this.#isDamaged = false;
    this.#address = 0;
    this.#file = 1;
    this.#line = 1;
    this.#column = 0;
  }
}

function skipNumber(reader: ByteReader): void {
  while (reader.u8() >= 0x80);
}
