/** How many pages each process sees and has, and what all of them take together. */
import type { Pid } from "../../runtime/index.ts";
import { count } from "./descriptor-words.ts";
import { describePages, eagerPages } from "./memory-words.ts";
import type { MappedProcess } from "./page-map.tsx";
import { ProcessName } from "./process-name.tsx";

interface MemoryCountsProps {
  readonly processes: readonly MappedProcess[];
  /** What all of them take together, each version of a page once. */
  readonly pagesUsed: number;
  readonly selected: Pid | undefined;
}

export function MemoryCounts({ processes, pagesUsed, selected }: MemoryCountsProps) {
  const own = processes.filter(({ borrowsFrom }) => borrowsFrom === undefined);
  const eager = eagerPages(own.map(({ memory }) => memory));
  return (
    <section class="memory-counts" aria-label="How much memory">
      <table>
        <caption>Pages of 4 KiB</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Process</span>
            </th>
            <th scope="col">Virtual</th>
            <th scope="col">Resident</th>
            <th scope="col">Private</th>
            <th scope="col">Shared</th>
          </tr>
        </thead>
        <tbody>
          {own.map(({ pid, memory }) => (
            <tr key={pid} class={pid === selected ? "selected" : ""}>
              <th scope="row">
                <ProcessName pid={pid} />
              </th>
              <td>{memory.virtual.toLocaleString("en")}</td>
              <td>{memory.resident.toLocaleString("en")}</td>
              <td>{memory.private.toLocaleString("en")}</td>
              <td>{memory.shared.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Together they have written <strong>{describePages(pagesUsed)}</strong>: each version of a page once. If fork
        copied everything at once, it would be {count(eager, "page")}.
      </p>
      <p class="memory-hint">Choose a page to see its bytes, who shares it, and who wrote them.</p>
    </section>
  );
}
