/** The boxes of the picture of descriptors: a process with its table, an open file, an inode. */
import type { Pid } from "../../runtime/index.ts";
import type { EntryKey, InodeEntry, OpenFileEntry, ProcessEntry } from "./descriptor-model.ts";
import {
  describeEnds,
  describeFile,
  describeFlags,
  describeInode,
  describeLock,
  kindOf,
  whatIfAlone,
} from "./descriptor-words.ts";
import { PipeTube } from "./pipe-tube.tsx";
import { ProcessName } from "./process-name.tsx";
import { commandOf, describeState } from "./process-state.ts";
import { StateMark } from "./state-mark.tsx";

/** What an entry is given to draw itself as a button of the picture. */
export interface EntryProps {
  readonly class: string;
  readonly style: Readonly<Record<string, string>>;
  readonly tabIndex: number;
  readonly "data-entry": EntryKey;
}

interface ProcessBoxProps {
  readonly entry: ProcessEntry;
  readonly isNext: boolean;
  readonly isSelected: boolean;
  readonly props: (key: EntryKey, kind: string) => EntryProps;
}

export function ProcessBox({ entry, isNext, isSelected, props }: ProcessBoxProps) {
  const { key, process, descriptors, folded, alike } = entry;
  const state = describeState(process, isNext);
  const own = props(key, `process${isSelected ? " selected" : ""}`);
  return (
    <>
      <button
        type="button"
        {...own}
        title={alike.length === 0 ? state.text : `${state.text}; the same have ${alike.join(", ")}`}
      >
        <span class="descriptors-process-head">
          <ProcessName pid={process.pid} command={commandOf(process.args)} />
          <StateMark kind={state.kind} />
          <span class="unseen">, {state.text}</span>
        </span>
        {folded.length > 0 && (
          <span class="descriptors-folded">
            {folded.filter((fd) => fd < 3).join(" ")} <span>standard streams</span>
          </span>
        )}
        {alike.length > 0 && (
          <span class="descriptors-folded">
            <span>{alike.length.toLocaleString("en")} more have the same</span>
          </span>
        )}
      </button>
      {descriptors.map((descriptor) => {
        const flags = describeFlags(descriptor);
        return (
          <button type="button" key={descriptor.key} {...props(descriptor.key, "descriptor")}>
            <span class="unseen">descriptor </span>
            <code>{descriptor.fd}</code>
            <span class="descriptors-flags">{flags}</span>
            <span class="unseen"> of process {process.pid}</span>
          </button>
        );
      })}
    </>
  );
}

export function FileBox({ entry, props }: { readonly entry: OpenFileEntry; readonly props: EntryProps }) {
  const { file, holders } = entry;
  const dups = file.references > holders.size ? `${file.references} descriptors` : "";
  return (
    <button type="button" {...props} class={`${props.class}${holders.size > 1 ? " shared" : ""}`} title={file.name}>
      <span class="descriptors-name">
        <span>
          <span class="unseen">open file </span>
          {file.name}
        </span>
      </span>
      <span class="descriptors-about">
        {describeFile(file)}
        {dups !== "" && `, ${dups}`}
      </span>
      {holders.size > 1 && <Sharers holders={holders} hasOffset={file.offset !== undefined} />}
    </button>
  );
}

/** That they share an open file is what there is to see: reading moves the offset for all of them. */
function Sharers({ holders, hasOffset }: { readonly holders: ReadonlyMap<Pid, number>; readonly hasOffset: boolean }) {
  const pids = [...holders.keys()];
  return (
    <span class="descriptors-sharers">
      {pids.slice(0, 5).map((pid) => (
        <ProcessName key={pid} pid={pid} />
      ))}
      {pids.length > 5 && <span>+{pids.length - 5}</span>}
      <span>{hasOffset ? "share one offset" : "share it"}</span>
    </span>
  );
}

export function InodeBox({ entry, props }: { readonly entry: InodeEntry; readonly props: EntryProps }) {
  const { inode } = entry;
  const alone = whatIfAlone(inode);
  return (
    <button type="button" {...props} class={`${props.class} ${inode.kind}`} title={inode.name}>
      <span class="descriptors-name">
        <span>
          <span class="unseen">inode </span>
          {inode.name}
        </span>
        <span class="descriptors-kind">{inode.kind === "pipe" ? describeEnds(inode) : kindOf(inode)}</span>
      </span>
      {inode.kind === "pipe" && <PipeTube pipe={inode} />}
      <span class="descriptors-about">
        {describeInode(inode)}
        {alone !== undefined && (
          <>
            , <strong>{alone}</strong>
          </>
        )}
      </span>
      {inode.kind === "file" &&
        inode.locks.map((lock) => {
          const text = describeLock(lock);
          return (
            <span class="descriptors-about" key={text}>
              {text}
            </span>
          );
        })}
    </button>
  );
}
