/** What a Node runs that was made for a guest: see `host-command.ts`. */
import { readFileSync } from "node:fs";
import { loadAddon } from "./addon.ts";
import { FIRST } from "./descriptors.ts";
import { readHostCommand } from "./host-command.ts";
import { NativeProcess } from "./native-process.ts";
import { runGuest } from "./run-guest.ts";

const start = readHostCommand(process.argv.slice(2));
const host = loadAddon();

function say(message: string): void {
  host.write(2 + FIRST, [new TextEncoder().encode(`prong: ${message}\n`)]);
}

try {
  runGuest(new NativeProcess(host, start), new WebAssembly.Module(readFileSync(start.path)));
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  host.exit(127);
}
