/**
 * The header of one unit of `.debug_line`: how its program is encoded, and which files it speaks of. debug-line-table.ts runs
 * the program.
 *
 *     unit   u32 length { u16 version; from 5 on u8 address size, u8 segment size; u32 header length { the rest }; program }
 *     rest   u8 shortest instruction; from 4 on u8 operations; u8 is statement; i8 line base; u8 line range;
 *            u8 first special opcode, u8 operands of each opcode before it; folders; files
 *
 * Names are kept as places in the bytes, and decoded when somebody asks: a million files may have the same long name.
 */
import type { Range } from "./declarations.ts";
import type { ByteReader } from "./leb.ts";

/** Where names are that are not in the header itself. */
export interface NameSections {
  readonly lineStrings: Range | undefined;
  readonly strings: Range | undefined;
}

export interface LineFile {
  /** Where its name starts; -1: it is not known. */
  readonly name: number;
  readonly folder: number;
}

export interface LineHeader {
  readonly shortestInstruction: number;
  readonly lineBase: number;
  readonly lineRange: number;
  /** How many operands each standard opcode has; opcode 0 is not one. */
  readonly operands: readonly number[];
  /** From version 5 on, folder 0 is where the compiler ran, and files are counted from 0. */
  readonly isFive: boolean;
  /** Where the names of folders start. */
  readonly folders: readonly number[];
  readonly files: readonly LineFile[];
}

/** Reads the header; then the reader is at the program. */
export function readLineHeader(reader: ByteReader, names: NameSections): LineHeader {
  const version = u16(reader);
  if (version < 2 || version > 5) reader.fail(`debug lines of version ${version} are not supported`);
  const isFive = version === 5;
  if (isFive) reader.skip(2);
  const header = reader.take(u32(reader), "a header of debug lines");
  const shortestInstruction = header.u8();
  if (version >= 4) header.skip(1);
  header.skip(1);
  const lineBase = (header.u8() << 24) >> 24;
  const lineRange = header.u8();
  const operands = [0];
  for (let left = header.u8() - 1; left > 0; left--) operands.push(header.u8());
  const lists = isFive ? readLists(header, names) : readOldLists(header);
  return { shortestInstruction, lineBase, lineRange, operands, isFive, ...lists };
}

type Lists = Pick<LineHeader, "folders" | "files">;

/** Up to version 4: strings until an empty one. Folder 0 and file 0 are not in the lists. */
function readOldLists(reader: ByteReader): Lists {
  const folders = [-1];
  for (let name = skipString(reader); reader.bytes[name] !== 0; name = skipString(reader)) folders.push(name);
  const files: LineFile[] = [{ name: -1, folder: 0 }];
  for (let name = skipString(reader); reader.bytes[name] !== 0; name = skipString(reader)) {
    files.push({ name, folder: reader.u32() });
    reader.u32();
    reader.u32();
  }
  return { folders, files };
}

function readLists(reader: ByteReader, names: NameSections): Lists {
  const folders = readEntries(reader, names).map(({ name }) => name);
  return { folders, files: readEntries(reader, names) };
}

const [PATH, FOLDER] = [1, 2];

function readEntries(reader: ByteReader, names: NameSections): LineFile[] {
  const format: [content: number, form: number][] = [];
  for (let left = reader.u8(); left > 0; left--) format.push([reader.u32(), reader.u32()]);
  const count = reader.u32();
  // Every form takes a byte or more.
  if (count * format.length > reader.remaining || (format.length === 0 && count > 0))
    reader.fail(`there cannot be ${count} names`);
  return Array.from({ length: count }, () => {
    let [name, folder] = [-1, 0];
    for (const [content, form] of format) {
      const value = readForm(reader, form, names);
      if (content === PATH) name = value;
      else if (content === FOLDER) folder = value;
    }
    return { name, folder };
  });
}

/** A number, or where a string starts. */
function readForm(reader: ByteReader, form: number, { lineStrings, strings }: NameSections): number {
  switch (form) {
    case 0x08: // DW_FORM_string
      return skipString(reader);
    case 0x1f: // DW_FORM_line_strp
      return within(lineStrings, u32(reader));
    case 0x0e: // DW_FORM_strp
      return within(strings, u32(reader));
    case 0x0b: // DW_FORM_data1
      return reader.u8();
    case 0x05: // DW_FORM_data2
      return u16(reader);
    case 0x06: // DW_FORM_data4
      return u32(reader);
    case 0x0f: // DW_FORM_udata
      return reader.u32();
    case 0x07: // DW_FORM_data8
      reader.skip(8);
      return -1;
    case 0x1e: // DW_FORM_data16
      reader.skip(16);
      return -1;
    case 0x09: // DW_FORM_block
      reader.skip(reader.u32());
      return -1;
    default:
      return reader.fail(`a name has the form 0x${form.toString(16)}, which is not supported`);
  }
}

function within(section: Range | undefined, offset: number): number {
  return section !== undefined && offset < section.end - section.start ? section.start + offset : -1;
}

/** Steps over a string that ends with 0; answers where it starts. */
function skipString(reader: ByteReader): number {
  const start = reader.at;
  while (reader.u8() !== 0);
  return start;
}

export function u16(reader: ByteReader): number {
  return reader.u8() | (reader.u8() << 8);
}

export function u32(reader: ByteReader): number {
  return (u16(reader) | (u16(reader) << 16)) >>> 0;
}

const UTF8 = new TextDecoder();
/** Longer names are cut off. */
const LONGEST_NAME = 4096;

/** The path of a file, with the folder it is in unless that is where the compiler ran. */
export function pathOf({ isFive, folders, files }: LineHeader, file: number, bytes: Uint8Array): string | undefined {
  const entry = files[file];
  if (entry === undefined || entry.name < 0) return undefined;
  const name = stringAt(bytes, entry.name);
  const folder = folders[entry.folder] ?? -1;
  if (name.startsWith("/") || folder < 0 || (isFive && entry.folder === 0)) return name;
  return `${stringAt(bytes, folder).replace(/\/$/, "")}/${name}`;
}

function stringAt(bytes: Uint8Array, start: number): string {
  const most = bytes.subarray(start, start + LONGEST_NAME);
  const end = most.indexOf(0);
  return UTF8.decode(end < 0 ? most : most.subarray(0, end));
}
