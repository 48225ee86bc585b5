/**
 * Of many processes with the same descriptors, as a loop of forks makes them, a few are drawn, and the others are counted: in a picture
 * of them all, what their lines lead to is far away from most of them.
 */
import type { Pid } from "../../runtime/index.ts";
import type { DescriptorModel, ProcessEntry } from "./descriptor-model.ts";

/** So many are drawn, whatever they have. */
const MANY = 12;
/** Of those with the same descriptors so many are drawn, and whoever is looked at. */
const DRAWN = 3;

export function foldAlike(model: DescriptorModel, selected: Pid | undefined): DescriptorModel {
  if (model.processes.length <= MANY) return model;
  const groups = new Map<string, ProcessEntry[]>();
  for (const entry of model.processes) {
    const table = tableOf(entry);
    const group = groups.get(table);
    if (group === undefined) groups.set(table, [entry]);
    else group.push(entry);
  }
  const left = new Set<ProcessEntry>();
  const counted = new Map<ProcessEntry, readonly Pid[]>();
  for (const group of groups.values()) {
    const others = group.slice(DRAWN).filter(({ process }) => process.pid !== selected);
    const last = group[DRAWN - 1];
    if (last === undefined || others.length < 2) continue; // to say of one that it is not there takes as much room
    for (const entry of others) left.add(entry);
    counted.set(
      last,
      others.map(({ process }) => process.pid),
    );
  }
  const drawn = model.processes.filter((entry) => !left.has(entry));
  return { ...model, processes: drawn.map((entry) => ({ ...entry, alike: counted.get(entry) ?? [] })) };
}

function tableOf({ process: { descriptors } }: ProcessEntry): string {
  return descriptors.map((descriptor) => JSON.stringify(descriptor)).join();
}
