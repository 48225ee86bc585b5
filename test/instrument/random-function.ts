/** One function of a random program: statements in Wasm's own order, every choice taken from bytes. */
import {
  BLOCK,
  BR_IF,
  BR_TABLE,
  CATCH,
  CATCH_ALL,
  DEEPEST,
  DELEGATE,
  DROP,
  ELSE,
  END,
  GLOBAL_SET,
  I32_AND,
  I32_EQZ,
  IF,
  type Label,
  LOCAL_SET,
  LOOP,
  RETHROW,
  THROW,
  TRY,
} from "./random-code.ts";
import { ExpressionMaker } from "./random-expressions.ts";
import { NUMBERS, type NumberType, STORE, type Type } from "./random-instructions.ts";
import { GLOBALS, PASSIVE_BYTES } from "./random-program.ts";

const [RETURN_CALL, RETURN_CALL_INDIRECT] = [0x12, 0x13] as const;
const [MEMORY_INIT, MEMORY_COPY, MEMORY_FILL] = [8, 10, 11] as const;

export class FunctionMaker extends ExpressionMaker {
  /** Locals, code and its end. `all` are functions that it calls in any case. */
  make(all: readonly number[] = []): Uint8Array {
    this.declareLocals();
    this.burn();
    this.some(6);
    for (const index of all) this.dropCall((_, other) => other === index);
    this.some(6);
    this.values(this.type.results);
    return this.code.op(END).finish();
  }

  protected some(most: number): void {
    for (let left = this.chance.below(most + 1); left > 0; left--) {
      if (this.chance.isSpent || this.depth >= DEEPEST) return;
      this.depth++;
      this.chance.pick(this.#statements)();
      this.depth--;
    }
  }

  readonly #statements: readonly (() => void)[] = [
    () => this.dropCall(),
    () => this.#setLocal(this.chance.pick(this.choice)),
    () => this.#store(this.chance.pick(NUMBERS)),
    () => this.#setGlobal(1 + this.chance.below(GLOBALS.length - 1)),
    () => this.block(BLOCK, [], [], () => this.some(4)),
    () => this.#ifElse(),
    () => this.block(LOOP, [], [], () => this.#round()),
    () => this.block(LOOP, [], [], () => this.#round()),
    () => this.when(() => this.branch(this.chance.below(this.labels.length))),
    () => this.#branchIf(),
    () => this.#branchTable(),
    () => (this.chance.below(3) === 0 ? this.branch(this.chance.below(this.labels.length)) : this.#throw()),
    () => this.tryFor([]),
    () => this.#waiting(this.chance.pick(this.choice)),
    () => this.#bulk(),
    () => this.#withParameters(),
    () => this.#tailCall(),
    () => this.dropCall(),
    () => this.dropCall(),
  ];

  #store(type: NumberType): void {
    this.address();
    this.seen(type);
    this.code.u8(...STORE[type], 0, 0);
  }

  #setLocal(type: Type): void {
    this.value(type);
    this.code.with(LOCAL_SET, this.local(type));
  }

  #setGlobal(index: number): void {
    this.seen(GLOBALS[index] as Type);
    this.code.with(GLOBAL_SET, index);
  }

  #waiting(type: Type): void {
    this.value(type);
    this.some(2);
    this.code.op(DROP);
  }

  #bulk(): void {
    const sub = this.chance.pick([MEMORY_FILL, MEMORY_COPY, MEMORY_INIT]);
    this.address();
    if (sub === MEMORY_INIT) {
      const from = this.chance.below(PASSIVE_BYTES);
      this.code
        .i32(from)
        .i32(this.chance.below(PASSIVE_BYTES - from))
        .u8(0xfc, sub, 0, 0);
      return;
    }
    if (sub === MEMORY_COPY) this.address();
    else this.value("i32");
    this.value("i32");
    this.code.i32(63).u8(I32_AND, 0xfc, sub, 0);
    if (sub === MEMORY_COPY) this.code.u8(0);
  }

  #withParameters(): void {
    if (!this.around.features.blockParameters) {
      this.dropCall();
      return;
    }
    const results = Array.from({ length: this.chance.below(3) }, () => this.chance.pick(this.choice));
    this.parametersTo(results);
    for (const _ of results) this.code.op(DROP);
  }

  /** Of a function with the same results, when a value says so. */
  #tailCall(): void {
    const { functions, features } = this.around;
    const fitting = [...functions.keys()].filter((index) => `${functions[index]?.results}` === `${this.type.results}`);
    if (!features.tailCalls || this.quiet > 0 || fitting.length === 0) return;
    this.when(() => this.callTo(this.chance.pick(fitting), RETURN_CALL, RETURN_CALL_INDIRECT));
  }

  #ifElse(): void {
    this.when(() => {
      this.some(3);
      if (this.chance.below(3) === 0) return;
      this.code.op(ELSE);
      this.some(3);
    });
  }

  #round(): void {
    this.some(4);
    if (this.chance.below(4) !== 0) this.branch(0);
  }

  /** A try that may throw; who takes it is a catch of the tag, of all, of both, or a try further out. */
  protected tryFor(results: readonly Type[]): void {
    const kind = this.chance.below(5);
    this.open(TRY, [], results);
    this.some(3);
    this.#throw();
    this.values(results);
    if (kind === 4) {
      this.labels.shift();
      this.code.with(DELEGATE, this.chance.below(this.labels.length));
      return;
    }
    // Today no call may be made in a catch that may wait.
    if (!this.around.features.waitingCatches) this.quiet++;
    if (kind !== 2) {
      this.code.u8(CATCH, 0).with(LOCAL_SET, this.local("i32"));
      this.#caught(results);
    }
    if (kind >= 2) {
      this.code.op(CATCH_ALL);
      this.#caught(results);
    }
    if (!this.around.features.waitingCatches) this.quiet--;
    this.labels.shift();
    this.code.op(END);
  }

  #caught(results: readonly Type[]): void {
    this.some(2);
    if (this.chance.below(4) === 1) this.when(() => this.code.with(RETHROW, 1));
    this.values(results);
  }

  /** Throws, when a value says so. */
  #throw(): void {
    this.value("i32");
    this.code.i32(7).u8(I32_AND, I32_EQZ);
    this.block(IF, [], [], () => {
      this.value("i32");
      this.code.with(THROW, 0);
    });
  }

  #branchIf(): void {
    const depth = this.chance.below(this.labels.length);
    this.arguments(depth);
    this.value("i32");
    this.code.with(BR_IF, depth);
    for (const _ of (this.labels[depth] as Label).types) this.code.op(DROP);
  }

  /** To labels that want the same; rather something than nothing. */
  #branchTable(): void {
    const wanting = this.labels.filter(({ types }) => types.length > 0);
    const { types } = this.chance.pick(wanting.length > 0 && this.chance.below(2) === 0 ? wanting : this.labels);
    this.when(() => {
      const same = [...this.labels.keys()].filter((depth) => `${this.labels[depth]?.types}` === `${types}`);
      const labels = Array.from({ length: 1 + this.chance.below(4) }, () => this.chance.pick(same));
      this.burn();
      this.values([...types, "i32"]);
      this.code.with(BR_TABLE, labels.length - 1);
      for (const depth of labels) this.code.u32(depth);
    });
  }
}
