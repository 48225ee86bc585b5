/** The shape of a process tree: who is whose child, and nothing else. Children have no order. */
import type { Draw } from "./draw.ts";

export interface Shape {
  readonly children: readonly Shape[];
}

const LEAF: Shape = { children: [] };

/** The shape that the lines of a `ForkLog` tell of. */
export function readShape(log: string): Shape {
  const children = new Map<string, string[]>();
  const forks = log.split("\n").filter((line) => line !== "");
  for (const line of forks) {
    const [parent, child] = line.split(" ") as [string, string];
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const below = (pid: string): Shape => made((children.get(pid) ?? []).map(below));
  const first = forks[0]?.split(" ")[0];
  return first === undefined ? LEAF : below(first);
}

/** How many processes there are. */
export function sizeOf({ children }: Shape): number {
  return children.reduce((sum, child) => sum + sizeOf(child), 1);
}

/** The same for the same shape only. */
export function shapeKey({ children }: Shape): string {
  return `(${children.map(shapeKey).join("")})`;
}

/** As lines:
 *
 *     main
 *     |-- child
 *     |   `-- child
 *     `-- child
 */
export function shapeLines({ children }: Shape, name = "main"): string[] {
  return [
    name,
    ...children.flatMap((child, i) => {
      const isLast = i === children.length - 1;
      const [first = "", ...rest] = shapeLines(child, "child");
      return [`${isLast ? "`" : "|"}-- ${first}`, ...rest.map((line) => `${isLast ? " " : "|"}   ${line}`)];
    }),
  ];
}

/** All shapes that are this one with a process moved, added or taken away. */
export function nearShapes(shape: Shape, draw: Draw): Shape[] {
  const without = withoutOne(shape);
  const near = [...without.flatMap(withOne), ...withOne(shape), ...without];
  const keys = new Map(draw.shuffle(near).map((one) => [shapeKey(one), one]));
  keys.delete(shapeKey(shape));
  return [...keys.values()].filter((one) => sizeOf(one) > 1);
}

/** With its children in an order of their own: those with most below them first. */
function made(children: readonly Shape[]): Shape {
  const order = (one: Shape, other: Shape) => sizeOf(other) - sizeOf(one) || (shapeKey(one) < shapeKey(other) ? -1 : 1);
  return { children: [...children].sort(order) };
}

/** With one more process, in every place. */
function withOne({ children }: Shape): Shape[] {
  return [made([...children, LEAF]), ...changes(children, withOne)];
}

/** Without one of the processes that have no children, each in turn. */
function withoutOne({ children }: Shape): Shape[] {
  const gone = children.flatMap((child, i) =>
    child.children.length === 0 ? [made([...children.slice(0, i), ...children.slice(i + 1)])] : [],
  );
  return [...gone, ...changes(children, withoutOne)];
}

function changes(children: readonly Shape[], change: (child: Shape) => Shape[]): Shape[] {
  return children.flatMap((child, i) =>
    change(child).map((changed) => made([...children.slice(0, i), changed, ...children.slice(i + 1)])),
  );
}
