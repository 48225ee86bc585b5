/** The files of the AssemblyScript SDK, as `compileAssemblyScript` takes them. */

const FOLDER = "../../assembly/sdk/";
const files = import.meta.glob<string>("../../assembly/sdk/**/*", { query: "?raw", import: "default", eager: true });

export const SDK_ASSEMBLYSCRIPT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice(FOLDER.length), text]),
);
