/** The three layers as tables: the same as the picture, to be read. */
import type { ComponentChildren } from "preact";
import type { DescriptorModel } from "./descriptor-model.ts";
import {
  describeEnds,
  describeFile,
  describeFlags,
  describeInode,
  describeLock,
  kindOf,
  whatIfAlone,
} from "./descriptor-words.ts";
import { printableBytes } from "./printable-bytes.ts";
import { ProcessName } from "./process-name.tsx";

export function DescriptorTables({ model: { processes, openFiles, inodes } }: { readonly model: DescriptorModel }) {
  const nameOf = (id: number) => openFiles.find(({ file }) => file.id === id)?.file.name ?? "";
  return (
    <div class="descriptors-tables">
      <Table title="Descriptors" heads={["Process", "Descriptor", "Flags", "Open file"]}>
        {processes.flatMap(({ process: { pid }, descriptors }) =>
          descriptors.map((descriptor) => (
            <tr key={descriptor.key}>
              <td>
                <ProcessName pid={pid} />
              </td>
              <td>{descriptor.fd}</td>
              <td>{describeFlags(descriptor)}</td>
              <td>
                #{descriptor.openFile} {nameOf(descriptor.openFile)}
              </td>
            </tr>
          )),
        )}
      </Table>
      <Table title="Open files" heads={["Open file", "Flags and offset", "Named by", "Inode"]}>
        {openFiles.map(({ key, file, holders }) => (
          <tr key={key}>
            <td>
              #{file.id} {file.name}
            </td>
            <td>{describeFile(file)}</td>
            <td>
              {[...holders].map(([pid, times]) => (
                <span key={pid}>
                  <ProcessName pid={pid} />
                  {times > 1 && ` ${times} times`}{" "}
                </span>
              ))}
            </td>
            <td>{file.inode}</td>
          </tr>
        ))}
      </Table>
      <Table title="Inodes" heads={["Inode", "Name", "Kind", "State"]}>
        {inodes.map(({ key, inode }) => {
          const alone = whatIfAlone(inode);
          const locks = inode.kind === "file" ? inode.locks.map(describeLock) : [];
          const content =
            inode.kind === "pipe" && inode.unread > 0 ? [`begins with "${printableBytes(inode.content)}"`] : [];
          const ends = inode.kind === "pipe" ? [describeEnds(inode)] : [];
          const parts = [describeInode(inode), ...ends, ...(alone === undefined ? [] : [alone]), ...content, ...locks];
          return (
            <tr key={key}>
              <td>{inode.id}</td>
              <td>{inode.name}</td>
              <td>{kindOf(inode)}</td>
              <td>{parts.filter((part) => part !== "").join("; ")}</td>
            </tr>
          );
        })}
      </Table>
    </div>
  );
}

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

function Table({ title, heads, children }: TableProps) {
  return (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
