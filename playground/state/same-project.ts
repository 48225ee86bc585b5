/** Is it the same program, run in the same way? What it is called does not count, but for a program without its source. */
import type { Project, Settings } from "./project.ts";
import { sameFiles } from "./same-files.ts";

export function sameProject(one: Project, other: Project): boolean {
  return sameProgram(one, other) && sameFiles(one.files, other.files) && sameSettings(one.settings, other.settings);
}

export function sameSettings(one: Settings, other: Settings): boolean {
  const isAlike = (["preempt", "time", "terminal", "seed"] as const).every((name) => one[name] === other[name]);
  return isAlike && sameItems(one.args, other.args);
}

/** One that was kept between two visits is not the same array. */
function sameProgram(one: Project, other: Project): boolean {
  if (one.wasm === other.wasm) return true;
  return (
    one.title === other.title && one.wasm !== undefined && other.wasm !== undefined && sameItems(one.wasm, other.wasm)
  );
}

function sameItems<T>(some: ArrayLike<T>, others: ArrayLike<T>): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}
