/** How pages of each kind are filled: colour, and hatching for those who do not tell the colours apart. */
import type { PageKind } from "../../runtime/index.ts";

export const CELL_HEIGHT = 20;

/** Lines in a cell that is `w` wide. */
const HATCHES: Readonly<Record<PageKind, (w: number) => string>> = {
  zero: () => "",
  private: () => "",
  program: (w) => `M0 5h${w}M0 10h${w}M0 15h${w}`,
  shared: (w) => [-1, 0, 1, 2, 3].map((i) => `M${(i * w) / 2 - w} 20l${w} -20`).join(""),
  mapped: (w) => `M0 5h${w}M0 10h${w}M0 15h${w}M${w / 4} 0v20M${w / 2} 0v20M${(3 * w) / 4} 0v20`,
  unmapped: (w) => `M0 0l${w} 20M${w} 0l${-w} 20`,
};

export function patternOf(kind: PageKind): string {
  return `url(#page-${kind})`;
}

/** To be in the document once, where any map is: its cells are so wide. */
export function PagePatterns({ cell }: { readonly cell: number }) {
  return (
    <svg class="page-patterns" width="0" height="0" aria-hidden="true">
      <defs>
        {Object.entries(HATCHES).map(([kind, hatch]) => (
          <pattern
            key={kind}
            id={`page-${kind}`}
            class={`page-pattern ${kind}`}
            width={cell}
            height={CELL_HEIGHT}
            patternUnits="userSpaceOnUse"
          >
            <rect width={cell} height={CELL_HEIGHT} class="cell" />
            <path d={hatch(cell)} />
            <path d={`M${cell - 0.5} 0v${CELL_HEIGHT}`} class="edge" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
