/**
 * The worker that compiles: started when something is to be compiled for the first time. It compiles one program at a time, and is
 * ended to give up; a compiler is loaded when its language is asked for.
 */
import { CompileError } from "../../runtime/compile.ts";
import type { CompileOrder, CompileReport, CompilerOrder } from "./compile-orders.ts";
import { readDiagnostics } from "./diagnostics.ts";
import { explainFailure } from "./explain-failure.ts";

const report = (what: CompileReport, moved: Transferable[] = []) => postMessage(what, { transfer: moved });

self.onmessage = async ({ data }: MessageEvent<CompilerOrder>) => {
  if (data.kind === "compile") await obey(data);
  else (await import("./compile-c.ts")).warmUpCompiler();
};

async function obey(order: CompileOrder): Promise<void> {
  const { language, files } = order;
  try {
    const { compileProject } = await (language === "c"
      ? import("./compile-c.ts")
      : import("./compile-assemblyscript.ts"));
    const { wasm, warnings } = await compileProject(order, (done, total) => report({ kind: "fetching", done, total }));
    const copy = wasm.slice(); // the cache has the other one
    report({ kind: "compiled", wasm: copy, diagnostics: readDiagnostics(warnings, files) }, [copy.buffer]);
  } catch (error) {
    if (error instanceof Error && error.name === "MustFetch") return report({ kind: "must-fetch" });
    const printed = error instanceof CompileError ? error.diagnostics : "";
    report({ kind: "failed", failure: explainFailure(error, language, readDiagnostics(printed, files)) });
  }
}
