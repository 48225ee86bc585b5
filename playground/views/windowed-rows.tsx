/** A list of any length in a box that scrolls: see `rows-in-window.ts`. All rows are equally high. */
import type { ComponentChildren, HTMLAttributes, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { rowsInWindow } from "./rows-in-window.ts";
import "./windowed-rows.css";

interface WindowedRowsProps extends Omit<HTMLAttributes<HTMLDivElement>, "ref" | "children"> {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  readonly row: (index: number) => ComponentChildren;
}

export function WindowedRows({ scroller, count, rowHeight, row, ...rest }: WindowedRowsProps) {
  const [{ top, height }, setSeen] = useState({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const look = () => setSeen({ top: current.scrollTop, height: current.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, [scroller]);
  const { from, to } = rowsInWindow(top, height, rowHeight, count);
  return (
    <div {...rest} class={`windowed-rows ${rest.class ?? ""}`} ref={scroller}>
      <div class="windowed-rows-all" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        <div
          class="windowed-rows-seen"
          role="presentation"
          style={{ transform: `translateY(${from * rowHeight}px)`, "--row": `${rowHeight}px` }}
        >
          {Array.from({ length: Math.max(0, to - from) }, (_, i) => row(from + i))}
        </div>
      </div>
    </div>
  );
}
