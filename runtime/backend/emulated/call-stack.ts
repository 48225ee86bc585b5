/**
 * The call stack of a stopped process, as people read it: names of functions and, where the program was compiled with debug
 * information, lines of its source.
 *
 *     const stacks = new CallStackReader(guest, instrumented);          // one for each program: it reads when it is asked
 *     stacks.read(image.stack)                    // [{ function: "read_line", line: "shell.c:42", ... }, ...]
 */
import type { GuestModule } from "../../guest/module.ts";
import { type DebugLines, openDebugLines } from "../../guest/wasm/debug-lines.ts";
import { SectionId } from "../../guest/wasm/declarations.ts";
import { readFunctionNames } from "../../guest/wasm/names.ts";
import { readModule } from "../../guest/wasm/reader.ts";
import type { Frames } from "../../instrument/capture-stack.ts";
import { type Site, SiteLocator } from "../../instrument/locate-site.ts";
import type { Instrumented } from "../../instrument/pipeline.ts";
import { readStack } from "../../instrument/read-stack.ts";
import type { CodePlace } from "../../kernel/races/race.ts";

export interface StackEntry {
  /** Its name, or `function 12`; `<signals>` and `<preempted>` are what Prong put between two functions of the guest. */
  readonly function: string;
  /** Undefined where it is none of the guest's. */
  readonly functionIndex: number | undefined;
  /** Where in the program's file it is: the call that it is in, or the place where another process was let run first. */
  readonly offset: number | undefined;
  /** The same in the source, `shell.c:42`; undefined where nothing is known of lines. */
  readonly line: string | undefined;
}

interface Opened {
  readonly names: ReadonlyMap<number, string>;
  readonly lines: DebugLines | undefined;
  readonly sites: SiteLocator;
}

/** More sites than a function can have. */
const SITES = 2 ** 24;

/** Of a stack that cannot be read. */
const NOWHERE: CodePlace = { key: "", function: "code of which nothing is known", line: undefined };

export class CallStackReader {
  readonly #guest: GuestModule;
  readonly #instrumented: Instrumented;
  #opened: Opened | undefined;
  /** By function and site. */
  readonly #places = new Map<number, CodePlace>();

  constructor(guest: GuestModule, instrumented: Instrumented) {
    this.#guest = guest;
    this.#instrumented = instrumented;
  }

  /**
   * The functions of a captured stack, the innermost first. Throws a RangeError where it is not one of this program. Of a stack
   * that Asyncify captured nothing is known: no entry.
   */
  read(stack: Frames): readonly StackEntry[] {
    const { frames } = this.#instrumented;
    if (stack.length === 0 || frames.length === 0) return [];
    return readStack(stack, frames).flatMap(({ functionIndex, site }) => {
      const opened = this.#open();
      const found = opened.sites.locate(functionIndex, site);
      return functionIndex < this.#guest.wasm.functions.length
        ? [this.#entry(functionIndex, found, opened)]
        : ownEntry(found);
    });
  }

  /** Of the same: where people would say that it is, in its innermost function with a line, or the innermost that has a name. */
  place(stack: Frames): CodePlace {
    const { frames } = this.#instrumented;
    let innermost: CodePlace | undefined;
    for (const { functionIndex, site } of frames.length === 0 ? [] : readStack(stack, frames)) {
      if (functionIndex >= this.#guest.wasm.functions.length) continue;
      const place = this.#placeOf(functionIndex, site);
      if (place.line !== undefined) return place;
      if (innermost === undefined || innermost.function.startsWith("_")) innermost = place;
    }
    return innermost ?? NOWHERE;
  }

  #placeOf(functionIndex: number, site: number): CodePlace {
    const number = functionIndex * SITES + site;
    let place = this.#places.get(number);
    if (place === undefined) {
      const opened = this.#open();
      const entry = this.#entry(functionIndex, opened.sites.locate(functionIndex, site), opened);
      place = { key: `${this.#guest.hash} ${number}`, function: entry.function, line: entry.line };
      this.#places.set(number, place);
    }
    return place;
  }

  #open(): Opened {
    this.#opened ??= {
      names: readFunctionNames(this.#guest.wasm),
      lines: openDebugLines(this.#guest.wasm),
      sites: new SiteLocator(this.#guest.wasm, readModule(this.#instrumented.bytes)),
    };
    return this.#opened;
  }

  #entry(functionIndex: number, site: Site | undefined, { names, lines }: Opened): StackEntry {
    const { sections } = this.#guest.wasm;
    const offset = site !== undefined && "at" in site ? site.at : undefined;
    const code = sections.find(({ id }) => id === SectionId.code)?.payload ?? 0;
    const source = offset === undefined ? undefined : lines?.locate(offset - code);
    return {
      function: names.get(functionIndex) ?? `function ${functionIndex}`,
      functionIndex,
      offset,
      line: source === undefined ? undefined : `${source.file}:${source.line}`,
    };
  }
}

/** The ways into the guest and out of it mean nothing to people. */
function ownEntry(site: Site | undefined): StackEntry[] {
  if (site?.kind !== "signals" && site?.kind !== "preempted") return [];
  return [{ function: `<${site.kind}>`, functionIndex: undefined, offset: undefined, line: undefined }];
}
