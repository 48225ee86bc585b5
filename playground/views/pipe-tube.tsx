/** A pipe as a tube: how full it is, and the first bytes in it, the one that is read next at the left. */
import type { InodeScene } from "../../runtime/index.ts";
import { printableBytes } from "./printable-bytes.ts";
import "./pipe-tube.css";

type Pipe = Extract<InodeScene, { kind: "pipe" }>;

export function PipeTube({ pipe }: { readonly pipe: Pipe }) {
  const { unread, capacity, content } = pipe;
  const part = unread === 0 ? 0 : Math.max(0.02, unread / capacity);
  const text = printableBytes(content);
  return (
    <span class={unread === 0 ? "pipe-tube empty" : "pipe-tube"} style={{ "--part": `${part * 100}%` }}>
      <span class="pipe-tube-content">
        {unread === 0 ? "empty" : text}
        {unread > content.length && "…"}
      </span>
    </span>
  );
}
