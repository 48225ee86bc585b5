/** The legend, beside the shapes that it explains. */
import { LEGEND, type LegendItem } from "./legend.ts";
import { MarkShape } from "./plot.tsx";
import "./legend.css";

export function Legend() {
  return (
    <ul class="timeline-legend">
      {LEGEND.map((item) => (
        <li key={`${item.what} ${item.kind}`}>
          <svg width={32} height={16} viewBox="0 -8 32 16" aria-hidden="true">
            <Sample item={item} />
          </svg>
          {item.name}
        </li>
      ))}
    </ul>
  );
}

function Sample({ item }: { readonly item: LegendItem }) {
  switch (item.what) {
    case "state":
      return (
        <g class="timeline-bars">
          <path class={item.kind} d={item.kind === "zombie" ? "M1-4H31V4H1Z" : "M1 0H31"} />
        </g>
      );
    case "mark":
      return <MarkShape kind={item.kind} x={16} y={0} />;
    case "arrow":
      return (
        <g class={`timeline-arrow ${item.kind}`}>
          <path class="shaft" d="M1 0H29" />
          <path d="M24-3.5L30 0L24 3.5" />
        </g>
      );
  }
}
