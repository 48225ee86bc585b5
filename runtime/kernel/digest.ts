/**
 * A hash of a graph of data: equal graphs, equal hash, in any run on any machine. Two streams of 32 bits, each mixed word by
 * word; pages are hashed once each and remembered. It is made for comparing a million states, and not against an adversary.
 */
import { Page } from "../image/page.ts";
import { PageTable } from "../image/page-table.ts";
import { HostPort } from "./files/host.ts";

/** What is left out: by class, the names of properties. */
export type Unseen = ReadonlyMap<object, ReadonlySet<string>>;

const NOTHING: Unseen = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/** What a word says that is not a number: words that hardly any number is, so that `[undefined]` is not `[4]`. */
const Tag = {
  text: 0x9d2c5680 | 0,
  bigint: 0x9d2c5681 | 0,
  boolean: 0x9d2c5682 | 0,
  undefined: 0x9d2c5683 | 0,
  null: 0x9d2c5684 | 0,
  host: 0x9d2c5685 | 0,
  object: 0x9d2c5686 | 0,
  float: 0x9d2c5687 | 0,
  bytes: 0x9d2c5688 | 0,
  end: 0x9d2c5689 | 0,
  array: 0x9d2c568a | 0,
  map: 0x9d2c568b | 0,
  set: 0x9d2c568c | 0,
  pages: 0x9d2c568d | 0,
} as const;

const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);
const wide = new BigInt64Array(1);
const wideWords = new Int32Array(wide.buffer);

const names = new Map<string, number>();

class Mixer {
  low = 0x811c9dc5 | 0;
  high = 0xcbf29ce4 | 0;

  word(value: number): void {
    this.low = Math.imul(this.low ^ value, 0x9e3779b1);
    this.low ^= this.low >>> 15;
    this.high = Math.imul(this.high + value, 0x85ebca6b) ^ this.low;
    this.high ^= this.high >>> 13;
  }

  number(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.word(value);
      return;
    }
    float[0] = value;
    this.word(Tag.float);
    this.word(floatWords[0] as number);
    this.word(floatWords[1] as number);
  }

  text(value: string): void {
    this.word(Tag.text);
    this.word(value.length);
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i));
  }

  /** A name of a class or of a property: there are few, and each is mixed once. */
  name(value: string): void {
    let hash = names.get(value);
    if (hash === undefined) {
      const fresh = new Mixer();
      fresh.text(value);
      hash = fresh.high;
      names.set(value, hash);
    }
    this.word(hash);
  }

  bigint(value: bigint): void {
    this.word(Tag.bigint);
    wide[0] = value;
    this.word(wideWords[0] as number);
    this.word(wideWords[1] as number);
  }

  bytes(values: Uint8Array): void {
    this.word(Tag.bytes);
    this.word(values.length);
    const words = wordsOf(values);
    let { low, high } = this; // as `word` does, but in registers, which takes half as long: most words are of pages
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number;
      low = Math.imul(low ^ word, 0x9e3779b1);
      low ^= low >>> 15;
      high = Math.imul(high + word, 0x85ebca6b) ^ low;
      high ^= high >>> 13;
    }
    this.low = low;
    this.high = high;
    for (let i = words.length * 4; i < values.length; i++) this.word(values[i] as number);
  }

  get hex(): string {
    return (this.high >>> 0).toString(16).padStart(8, "0") + (this.low >>> 0).toString(16).padStart(8, "0");
  }
}

/** Whole words, copied where they do not lie as words do. Little-endian, as every machine is that runs WebAssembly at speed. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes); // a Buffer's `slice` copies nothing
  return new Int32Array(buffer, byteOffset, bytes.length >> 2);
}

/** Sixteen hex digits. Objects count by the order in which they are met, not by address. */
export function digest(root: unknown, unseen: Unseen = NOTHING): string {
  const mixer = new Mixer();
  const numbers = new Map<object, number>();
  const met: object[] = []; // a list instead of recursion: worlds may be deep

  function mention(value: unknown): void {
    switch (typeof value) {
      case "number":
        mixer.number(value);
        return;
      case "string":
        mixer.text(value);
        return;
      case "boolean":
        mixer.word(Tag.boolean);
        mixer.word(Number(value));
        return;
      case "bigint":
        mixer.bigint(value);
        return;
      case "object":
        mentionObject(value);
        return;
      default:
        mixer.word(Tag.undefined);
    }
  }

  function mentionObject(value: object | null): void {
    if (value === null) mixer.word(Tag.null);
    else if (value instanceof Page) mentionPage(value, mixer);
    else if (value instanceof HostPort) mixer.word(Tag.host);
    else {
      let number = numbers.get(value);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(value, number);
        met.push(value);
      }
      mixer.word(Tag.object);
      mixer.word(number);
    }
  }

  mention(root);
  for (let i = 0; i < met.length; i++) contents(met[i] as object, mixer, mention, unseen);
  return mixer.hex;
}

function contents(value: object, mixer: Mixer, mention: (value: unknown) => void, unseen: Unseen): void {
  if (Array.isArray(value)) {
    mixer.word(Tag.array);
    for (let i = 0; i < value.length; i++) mention(value[i]);
  } else if (value instanceof PageTable) {
    mixer.word(Tag.pages);
    for (let i = 0; i < value.size; i++) mentionPage(value.get(i), mixer);
  } else if (value instanceof Uint8Array) {
    mixer.bytes(value);
  } else if (value instanceof Map) {
    mixer.word(Tag.map);
    for (const [key, item] of value) {
      mention(key);
      mention(item);
    }
  } else if (value instanceof Set) {
    mixer.word(Tag.set);
    for (const item of value) mention(item);
  } else {
    const left = unseen.get(value.constructor) ?? NO_NAMES;
    mixer.name(value.constructor?.name ?? "");
    for (const key in value) {
      if (left.has(key)) continue;
      mixer.name(key);
      mention((value as Record<string, unknown>)[key]);
    }
  }
  mixer.word(Tag.end);
}

interface Hash {
  readonly low: number;
  readonly high: number;
}

const pageHashes = new WeakMap<Page, Hash>();

function mentionPage(page: Page, mixer: Mixer): void {
  let hash = pageHashes.get(page);
  if (hash === undefined) {
    const fresh = new Mixer();
    fresh.bytes(page.bytes);
    hash = { low: fresh.low, high: fresh.high };
    pageHashes.set(page, hash);
  }
  mixer.word(hash.low);
  mixer.word(hash.high);
}
