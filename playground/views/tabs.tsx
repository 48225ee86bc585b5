/** Panels of which one is seen: arrow keys go from tab to tab, as WAI-ARIA's pattern for tabs has it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface TabItem<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly content: () => ComponentChildren;
}

interface TabsProps<Id extends string> {
  /** What the tabs are of, for those who do not see them. */
  readonly label: string;
  readonly tabs: readonly TabItem<Id>[];
  readonly shown: Id;
  readonly onShow: (id: Id) => void;
}

export function Tabs<Id extends string>({ label, tabs, shown, onShow }: TabsProps<Id>) {
  const prefix = useId();
  const move = (to: number) => {
    const next = tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    onShow(next.id);
    document.getElementById(`${prefix}-${next.id}`)?.focus();
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    const index = tabs.findIndex(({ id }) => id === shown);
    if (pressed.key === "ArrowRight") move(index + 1);
    else if (pressed.key === "ArrowLeft") move(index - 1);
    else if (pressed.key === "Home") move(0);
    else if (pressed.key === "End") move(-1);
    else return;
    pressed.preventDefault();
    pressed.stopPropagation();
  };
  const current = tabs.find(({ id }) => id === shown) ?? tabs[0];
  return (
    <section class="panel" aria-label={label}>
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label }) => (
          <button
            type="button"
            key={id}
            id={`${prefix}-${id}`}
            role="tab"
            aria-selected={id === current?.id}
            aria-controls={`${prefix}-panel`}
            tabIndex={id === current?.id ? 0 : -1}
            onClick={() => onShow(id)}
          >
            {label}
          </button>
        ))}
      </div>
      <div
        class="panel-body"
        id={`${prefix}-panel`}
        role="tabpanel"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reached by keyboard
        tabIndex={0}
        aria-labelledby={`${prefix}-${current?.id}`}
      >
        {current?.content()}
      </div>
    </section>
  );
}
