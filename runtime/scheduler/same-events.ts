/**
 * Keeps what is said again and again once: calls are made a thousand times with the same arguments, and a history of a million
 * events would have as many texts. Only so many are remembered: a run may say something new with every call.
 */
import type { KernelEvent } from "../kernel/event.ts";

const MOST = 4096;

export class SameEvents {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  /** The same event, with texts that are there already. */
  of(event: KernelEvent): KernelEvent {
    if (event.kind === "call") return { ...event, text: this.#text(event.text) };
    if (event.kind !== "answer") return event;
    return { ...event, stored: this.#text(event.stored), waitsFor: this.#list(event.waitsFor) };
  }

  #text(text: string): string {
    return recall(this.#texts, text, text);
  }

  #list(names: readonly string[]): readonly string[] {
    return recall(this.#lists, names.join("\n"), names);
  }
}

function recall<T>(known: Map<string, T>, key: string, value: T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size === MOST) known.clear();
  known.set(key, value);
  return value;
}
