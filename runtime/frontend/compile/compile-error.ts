/** The program is wrong, or it cannot be compiled here; the message is meant for the one who wrote it. */
export class CompileError extends Error {
  override readonly name = "CompileError";
  /** What the compiler printed, with paths as the user gave them; empty when the compiler was not reached. */
  readonly diagnostics: string;

  constructor(message: string, diagnostics = "") {
    super(diagnostics === "" ? message : `${message}\n${diagnostics.trimEnd()}`);
    this.diagnostics = diagnostics;
  }
}

/** The refusal of a compiler package that is not installed. */
export function missingCompiler(name: string, language: string, cause: unknown): CompileError {
  const error = new CompileError(
    `Cannot compile ${language}: the package ${name} is not installed. Install it with \`npm install --save-dev ${name}\`.`,
  );
  error.cause = cause;
  return error;
}

/** Is this the failure of `import()` to find a package (rather than an error inside it)? */
export function isMissingPackage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    code === "ERR_MODULE_NOT_FOUND" ||
    /failed to (fetch|resolve)|error loading|cannot find (module|package)/i.test(error.message)
  );
}
