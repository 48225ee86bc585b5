/**
 * From a site, as a frame names it, to the instruction of the guest that it is.
 *
 *     const sites = new SiteLocator(guest.wasm, readModule(made.bytes));
 *     sites.locate(functionIndex, site)                    // { kind: "call", at: 1234 }: an offset in the guest's file
 *
 * Nothing is kept for this when a guest is instrumented: its code says it. After the call of a site, a branch takes the site's number
 * to the end of the function; and the calls of a function come in the order in which the guest has them, with calls of
 * `prong:preempt` or `prong:access` between them in the order of the points. So the nth call there is the nth call here. Where the counts differ,
 * nothing is said rather than something wrong.
 */
import type { WasmModule } from "../guest/wasm/declarations.ts";
import { ByteReader } from "../guest/wasm/leb.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { readTypedBody } from "../guest/wasm/read-body.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import { accessOf } from "./accesses.ts";
import { DoorCall } from "./door.ts";
import { EXPORT_DOOR, EXPORT_ENTRY, EXPORT_SHARED } from "./exports.ts";

export type Site =
  /** A call of the guest, at this offset in its file. */
  | { readonly kind: "call"; readonly at: number }
  /**
   * Where the guest was asked to let others run: the first instruction of a loop that does something (compilers often give those
   * before it the line of what comes before the loop), the first of a function, or an access to memory.
   */
  | { readonly kind: "point"; readonly at: number }
  /** Code of Prong: it makes a system call, lets others run, has signals taken, or starts the program. */
  | { readonly kind: "syscall" | "preempted" | "signals" | "entry" };

/** A function of the instrumented module that the guest has not. */
type Role = "stand-in" | "preempt" | "other";

export class SiteLocator {
  readonly #guest: WasmModule;
  readonly #made: WasmModule;
  readonly #door: number;
  readonly #entry: number;
  /** By function: the sites by their numbers. */
  readonly #sites = new Map<number, ReadonlyMap<number, Site>>();
  readonly #roles = new Map<number, Role>();

  constructor(guest: WasmModule, made: WasmModule) {
    this.#guest = guest;
    this.#made = made;
    const exported = (wanted: string) => made.exports.find(({ name }) => name === wanted)?.index ?? -1;
    this.#door = exported(EXPORT_DOOR);
    this.#entry = exported(EXPORT_ENTRY);
  }

  /** Undefined where the function has no such site, or it is not known which call that is. */
  locate(functionIndex: number, site: number): Site | undefined {
    let sites = this.#sites.get(functionIndex);
    if (sites === undefined) {
      sites = this.#hasBody(functionIndex) ? this.#read(functionIndex) : new Map();
      this.#sites.set(functionIndex, sites);
    }
    return sites.get(site);
  }

  #hasBody(functionIndex: number): boolean {
    const { importedFunctions, functions } = this.#made;
    return functionIndex >= importedFunctions.length && functionIndex < functions.length;
  }

  #read(functionIndex: number): Map<number, Site> {
    const body = readTypedBody(this.#made, functionIndex);
    return functionIndex < this.#guest.functions.length ? this.#readGuests(body) : this.#readOwn(body);
  }

  /** A function of the guest: each of its calls is one of the guest's, or goes to the door. */
  #readGuests(body: TypedBody): Map<number, Site> {
    const found = { call: 0, point: 0 };
    const numbers = new Map<number, { kind: "call" | "point"; nth: number }>();
    let last: { kind: "call" | "point"; nth: number } | undefined;
    for (let i = 0; i < body.length; i++) {
      const kind = this.#kindOfCall(body, i);
      if (kind !== undefined) last = { kind, nth: found[kind]++ };
      const site = siteLeftAt(body, i);
      if (site !== undefined && last !== undefined) numbers.set(site, last);
    }
    const places = readPlaces(readTypedBody(this.#guest, body.functionIndex), this.#asksAtAccesses);
    const sites = new Map<number, Site>();
    for (const [site, { kind, nth }] of numbers) {
      const at = places[kind].length === found[kind] ? places[kind][nth] : undefined;
      if (at !== undefined) sites.set(site, { kind, at });
    }
    return sites;
  }

  /** A function of Prong: what it calls says what it does. */
  #readOwn(body: TypedBody): Map<number, Site> {
    const sites = new Map<number, Site>();
    let last: Site = { kind: "entry" };
    for (let i = 0; i < body.length; i++) {
      if (body.opcode(i) === Op.callIndirect) last = { kind: "preempted" };
      else if (body.opcode(i) === Op.call) last = { kind: this.#meaningOf(body, body.index(i)) };
      const site = siteLeftAt(body, i);
      if (site !== undefined) sites.set(site, last);
    }
    return sites;
  }

  #meaningOf({ functionIndex }: TypedBody, called: number): "syscall" | "signals" | "entry" {
    if (functionIndex === this.#entry) return "entry";
    return called < this.#made.importedFunctions.length ? "syscall" : "signals";
  }

  /** Undefined: no call, or one that was added and is none of the points. */
  #kindOfCall(body: TypedBody, i: number): "call" | "point" | undefined {
    if (!isCall(body.opcode(i))) return undefined;
    const called = body.index(i);
    const isPlain = body.opcode(i) === Op.call || body.opcode(i) === Op.returnCall;
    if (!isPlain || called < this.#guest.functions.length) return "call";
    const role = this.#roleOf(called);
    return role === "stand-in" ? "call" : role === "preempt" ? "point" : undefined;
  }

  #roleOf(functionIndex: number): Role {
    const known = this.#roles.get(functionIndex);
    if (known !== undefined) return known;
    const role = this.#readRole(readTypedBody(this.#made, functionIndex));
    this.#roles.set(functionIndex, role);
    return role;
  }

  /** By its code, as the names of functions may be gone. */
  #readRole(body: TypedBody): Role {
    for (let i = 0; i < body.length; i++) {
      if (body.opcode(i) === Op.call && body.index(i) < this.#made.importedFunctions.length) return "stand-in";
      if (body.opcode(i) !== Op.callIndirect || body.tableIndex(i) !== this.#door) continue;
      if (constantAt(body, i - 2) !== DoorCall.frames) return "preempt";
    }
    return "other";
  }

  get #asksAtAccesses(): boolean {
    return this.#made.exports.some(({ name }) => name === EXPORT_SHARED);
  }
}

function isCall(opcode: number): boolean {
  return (
    opcode === Op.call || opcode === Op.callIndirect || opcode === Op.returnCall || opcode === Op.returnCallIndirect
  );
}

/** i32.const site, br to the end of the first block, which is around all of the guest's: does a site go to the tail here? */
function siteLeftAt(body: TypedBody, i: number): number | undefined {
  const site = body.opcode(i) === Op.br ? constantAt(body, i - 1) : undefined;
  if (site === undefined) return undefined;
  let around = 0;
  for (let block = body.enclosing(i); block >= 0; block = body.enclosing(block)) around++;
  return body.index(i) === around - 1 ? site : undefined;
}

function constantAt(body: TypedBody, i: number): number | undefined {
  if (i < 0 || body.opcode(i) !== Op.i32Const) return undefined;
  return new ByteReader(body.module.bytes, body.start(i) + 1, body.end(i)).signed(32);
}

/** Where the calls of a function are, and its points (preempt.ts, yield-at-shared.ts). Dead code is not instrumented. */
function readPlaces(body: TypedBody, asksAtAccesses: boolean): Readonly<Record<"call" | "point", readonly number[]>> {
  const places: Record<"call" | "point", number[]> = { call: [], point: [] };
  let calls = false;
  for (let i = 0; i < body.length; i++) {
    const opcode = body.opcode(i);
    calls ||= isCall(opcode);
    if (!body.isReachable(i)) continue;
    if (isCall(opcode)) places.call.push(body.start(i));
    else if (opcode === Op.loop) places.point.push(body.start(firstWithin(body, i)));
    else if (asksAtAccesses && accessOf(opcode, body.sub(i)) !== undefined) places.point.push(body.start(i));
  }
  if (calls) places.point.unshift(body.start(0));
  return places;
}

function firstWithin(body: TypedBody, loop: number): number {
  let i = loop + 1;
  while (DO_NOTHING.has(body.opcode(i))) i++;
  return i;
}

const DO_NOTHING = new Set<number>([Op.block, Op.loop, Op.localGet, Op.globalGet, Op.i32Const, 0x42, 0x43, 0x44]);
