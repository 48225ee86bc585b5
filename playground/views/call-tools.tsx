/** What is asked of the trace: whose calls, which ones, with which words. */
import type { Pid } from "../../runtime/index.ts";
import type { CallFilter } from "./call-filter.ts";
import type { CallRows } from "./call-rows.ts";
import { count as counted } from "./descriptor-words.ts";

interface CallToolsProps {
  readonly calls: CallRows;
  /** How many rows are shown. */
  readonly count: number;
  readonly filter: CallFilter;
  readonly selected: Pid | undefined;
  readonly onFilter: (filter: CallFilter) => void;
}

export function CallTools({ calls: { byPid, names }, count, filter, selected, onFilter }: CallToolsProps) {
  const pids = [...byPid.keys()].filter((pid) => pid > 0).sort((one, other) => one - other);
  const change = (part: Partial<CallFilter>) => onFilter({ ...filter, ...part });
  return (
    <div class="calls-tools">
      <label>
        <span class="unseen">Whose calls</span>
        <select
          value={filter.pid ?? ""}
          onChange={({ currentTarget: { value } }) => change({ pid: value === "" ? undefined : Number(value) })}
        >
          <option value="">All processes</option>
          {pids.map((pid) => (
            <option key={pid} value={pid}>
              Process {pid}
              {pid === selected && " (selected)"}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">Which calls</span>
        <select
          value={filter.name ?? ""}
          onChange={({ currentTarget: { value } }) => change({ name: value === "" ? undefined : value })}
        >
          <option value="">All calls</option>
          <option value="news">No calls: signals, exec, ends</option>
          {[...names]
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, times]) => (
              <option key={name} value={name}>
                {name} ({times.toLocaleString("en")})
              </option>
            ))}
        </select>
      </label>
      <input
        type="search"
        placeholder="Search"
        aria-label="Search calls and answers"
        value={filter.text}
        onInput={({ currentTarget: { value } }) => change({ text: value })}
      />
      <span class="calls-count" role="status">
        {counted(count, "row")}
      </span>
    </div>
  );
}
