/**
 * A hash of a graph of data: equal graphs, equal hash, in any run on any machine. Two FNV-1a streams of 32 bits; pages
 * are hashed once each and remembered.
 */
import { Page } from "../image/page.ts";
import { PageTable } from "../image/page-table.ts";
import { HostPort } from "./files/host.ts";

const pageHashes = new WeakMap<Page, string>();

class Fnv {
  private low = 0x811c9dc5;
  private high = 0xcbf29ce4;

  byte(value: number): void {
    this.low = Math.imul(this.low ^ value, 0x01000193);
    this.high = Math.imul(this.high ^ value ^ (this.low >>> 24), 0x01000193);
  }

  bytes(values: Uint8Array): void {
    for (const value of values) this.byte(value);
  }

  text(value: string): void {
    for (let i = 0; i < value.length; i++) {
      this.byte(value.charCodeAt(i) & 0xff);
      this.byte(value.charCodeAt(i) >> 8);
    }
    this.byte(0xff);
  }

  get hex(): string {
    return (this.high >>> 0).toString(16).padStart(8, "0") + (this.low >>> 0).toString(16).padStart(8, "0");
  }
}

/** Sixteen hex digits. Objects count by the order in which they are met, not by address. */
export function digest(root: unknown): string {
  const fnv = new Fnv();
  const numbers = new Map<object, number>();
  const met: object[] = []; // a list instead of recursion: worlds may be deep

  function mention(value: unknown): void {
    if (typeof value !== "object" || value === null) {
      fnv.text(`${typeof value} ${String(value)}`);
    } else if (value instanceof Page) {
      fnv.text(pageHash(value));
    } else if (value instanceof HostPort) {
      fnv.text("host");
    } else {
      let number = numbers.get(value);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(value, number);
        met.push(value);
      }
      fnv.text(`#${number}`);
    }
  }

  mention(root);
  for (let i = 0; i < met.length; i++) {
    const value = met[i] as object;
    fnv.text(value.constructor?.name ?? "");
    contents(value, fnv, mention);
  }
  return fnv.hex;
}

function contents(value: object, fnv: Fnv, mention: (value: unknown) => void): void {
  if (value instanceof PageTable) {
    for (let i = 0; i < value.size; i++) fnv.text(pageHash(value.get(i)));
  } else if (value instanceof Uint8Array) {
    fnv.bytes(value);
  } else if (value instanceof Map) {
    for (const [key, item] of value) {
      mention(key);
      mention(item);
    }
  } else if (value instanceof Set) {
    for (const item of value) mention(item);
  } else {
    for (const key of Object.keys(value)) {
      fnv.text(key);
      mention((value as Record<string, unknown>)[key]);
    }
  }
}

function pageHash(page: Page): string {
  let hash = pageHashes.get(page);
  if (hash === undefined) {
    const fnv = new Fnv();
    fnv.bytes(page.bytes);
    hash = fnv.hex;
    pageHashes.set(page, hash);
  }
  return hash;
}
