/**
 * A transform of `asc` that keeps lines. For its stack of references `asc` makes functions anew, and finds their lines only where the
 * new one happens to lie where the old one did; top-level code never does. And the line of a statement that is only a call is said of
 * what drops the result, which comes after the call. So all lines are said once more, when the module is complete.
 */

/** What is used of the compiler: an `asc` 0.28. */
interface Compiler {
  readonly program: {
    readonly module: unknown;
    readonly instancesByName: ReadonlyMap<string, Partial<CompiledFunction>>;
    readonly filesByName: ReadonlyMap<string, { readonly startFunction: CompiledFunction }>;
  };
  readonly binaryen: {
    readonly DropId: number;
    getExpressionId(expression: number): number;
    getExpressionInfo(expression: number): { readonly value?: number };
  };
}

interface CompiledFunction {
  readonly internalName: string;
  /** What each expression was made of. */
  readonly debugLocations: Map<number, unknown>;
  addDebugInfo(module: unknown, functionRef: number): void;
}

/** The compiler puts what it is at into the prototype. */
export class KeepLines {
  /** @param module Binaryen's. */
  afterCompile(module: { getFunction(name: string): number }): void {
    const { program, binaryen } = this as unknown as Compiler;
    const starts = [...program.filesByName.values()].map(({ startFunction }) => startFunction);
    for (const made of [...program.instancesByName.values(), ...starts]) {
      if (!isFunction(made)) continue;
      const found = module.getFunction(made.internalName);
      if (found === 0) continue; // inlined, or never called
      for (const [expression, range] of [...made.debugLocations]) {
        if (binaryen.getExpressionId(expression) !== binaryen.DropId) continue;
        const { value } = binaryen.getExpressionInfo(expression);
        if (value !== undefined && !made.debugLocations.has(value)) made.debugLocations.set(value, range);
      }
      made.addDebugInfo(program.module, found);
    }
  }
}

function isFunction(made: Partial<CompiledFunction>): made is CompiledFunction {
  return made.debugLocations instanceof Map && made.debugLocations.size > 0;
}
