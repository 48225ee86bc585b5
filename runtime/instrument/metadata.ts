/**
 * The custom section that makes an instrumented module a file complete in itself.
 *
 *     section "prong"   u32 sum (little-endian) of all bytes before the section and of the JSON; JSON; end of the file
 *
 * The sum finds what disks and interrupted writes do to a cache. It is no defence against someone who writes to the cache:
 * such a one could as well write another program.
 */
import { ByteReader, MalformedModule } from "../guest/wasm/leb.ts";
import type { Instrumented } from "./pipeline.ts";
import { ByteWriter } from "./wasm/writer.ts";

const NAME = "prong";

export type Metadata = Omit<Instrumented, "bytes">;

export function appendMetadata(module: Uint8Array, metadata: Metadata): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(metadata));
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, sumOf(json, sumOf(module)), true);
  const payload = new ByteWriter(json.length + 16).text(NAME).raw(sum).raw(json);
  return new ByteWriter(module.length + payload.length + 8).raw(module).section(0, payload).cut();
}

/** Undefined when there is no such section at the end, or the sum is wrong. */
export function readMetadata(bytes: Uint8Array): Metadata | undefined {
  try {
    const { start, json, sum } = findSection(bytes);
    if (sumOf(json, sumOf(bytes.subarray(0, start))) !== sum) return undefined;
    const metadata = JSON.parse(new TextDecoder().decode(json)) as Metadata;
    return { ...metadata, maximumPages: metadata.maximumPages }; // JSON leaves out what is undefined
  } catch (error) {
    if (error instanceof MalformedModule) return undefined;
    throw error;
  }
}

/** Steps over the sections to the last one. */
function findSection(bytes: Uint8Array): { start: number; json: Uint8Array; sum: number } {
  const reader = new ByteReader(bytes, 8);
  for (;;) {
    const start = reader.at;
    const id = reader.u8();
    const payload = reader.take(reader.u32(), "a section");
    if (reader.remaining > 0) continue;
    if (id !== 0 || payload.text() !== NAME || payload.remaining < 4) reader.fail("there is no prong section");
    const sum = new DataView(bytes.buffer, bytes.byteOffset + payload.at, 4).getUint32(0, true);
    return { start, json: bytes.subarray(payload.at + 4), sum };
  }
}

const { imul } = Math;

/**
 * A sum of 32-bit words, in the byte order of the machine; `before` is the sum of what came before. What changes in one word
 * always changes the sum. (A CRC-32 goes byte by byte: measured 7 ms for a small guest, when all is interpreted yet.)
 */
function sumOf(bytes: Uint8Array, before = 0): number {
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes); // words are aligned
  const words = new Int32Array(buffer, byteOffset, length >> 2);
  let sum = before ^ length;
  for (let i = 0; i < words.length; i++) {
    sum ^= words[i] as number; // an iterator takes five times as long, cold
    sum = imul((sum << 15) | (sum >>> 17), 0x9e3779b1);
  }
  for (let i = length & ~3; i < length; i++) sum = imul(sum ^ (bytes[i] as number), 0x9e3779b1);
  return sum >>> 0;
}
