/**
 * What odd-places.c does, in AssemblyScript: forks while objects with fields live, in functions called by reference, in the
 * callbacks of arrays. `odd()` answers 1 in the child and 0 in the parent, which waits inside it for the child's end.
 */
export const ODD_SCRIPT = `
import { exit, fork, print, waitpid } from "prong";

let way = "";
let isChild = false;

function odd(): i32 {
  const child = fork();
  if (child.isChild) {
    isChild = true;
    way += "1";
    return 1;
  }
  if (waitpid(child.pid).exitCode != 0) exit(98);
  way += "0";
  return 0;
}

function place(name: string, cameTo: string): void {
  print(name + " [" + way + "] " + cameTo);
  if (isChild) exit(0);
  way = "";
}

class Shape {
  constructor(public name: string, public sides: i32, public weight: f64, public id: i64) {}
  area(scale: f32): f64 { return this.weight * <f64>scale + <f64>this.sides; }
  toString(): string { return this.name + ":" + this.sides.toString() + ":" + this.weight.toString() + ":" + this.id.toString(); }
}

class Forked extends Shape {
  kept: Array<Shape> = [];
  constructor(name: string) {
    super(name, 3 + odd(), 2.5, 1 << 40);
    this.kept.push(new Shape(name + "'s own", this.sides, 0.5, this.id - 1));
  }
  area(scale: f32): f64 {
    const before = super.area(scale);
    const turn = odd();
    return before * 2.0 + <f64>turn + this.kept[0].area(scale);
  }
}

function fields(): string {
  const plain = new Shape("plain", 4, 1.25, -7);
  const forked: Shape = new Forked("forked");
  const area = forked.area(1.5) + plain.area(0.5);
  return plain.toString() + " " + forked.toString() + " " + area.toString();
}

type Step = (x: i32) => i32;
const twice: Step = (x) => x * 2;
const oddly: Step = (x) => x + 10 * odd() + 1;
const steps: Step[] = [twice, oddly, twice, (x) => (odd() ? oddly(x) : twice(x))];

function byReference(): string {
  let x = 1;
  for (let i = 0; i < steps.length; i++) x = steps[i](x) - i;
  return x.toString();
}

function mapped(): string {
  const words = [3, 5, 8].map<string>((x, i) => (i == 1 ? (x + 100 * odd()).toString() : "<" + x.toString() + ">"));
  const some = [1, 2, 3, 4].filter((x) => (x == 3 ? odd() == 1 : x != 2));
  const sum = [1.5, 2.5, 3.5].reduce<f64>((sum, x, i) => sum * 2.0 + x + <f64>(i == 2 ? odd() : 0), 0.25);
  return words.join(",") + " " + some.join(",") + " " + sum.toString();
}

let compared = 0;
function sorted(): string {
  const numbers: i32[] = [31, -4, 15, 92, 6, 53, 58, 97, 9, 3, 26, 5];
  compared = 0;
  numbers.sort((a, b) => (++compared == 4 ? a - b + 0 * odd() : a - b));
  const shapes = [new Shape("c", 3, 0.5, 3), new Shape("a", 1, 1.5, 1), new Shape("b", 2, 2.5, 2)];
  compared = 0;
  shapes.sort((a, b) => <i32>(a.id - b.id) * (++compared == 2 ? 1 + odd() : 1));
  return numbers.join(" ") + " " + shapes.join(" ");
}

function deep(depth: i32, a: i64, b: f32, c: f64, shape: Shape): f64 {
  if (depth == 0) return <f64>odd();
  const own = new Shape("d", depth, c * 0.5, a + depth);
  const below = deep(depth - 1, own.id, b * 0.5 + 1, own.weight + <f64>depth, own);
  return below + <f64>(own.id & 7) + <f64>b + own.weight / 4096.0 + <f64>(shape.sides - depth);
}

function generic<T>(first: T, second: T): T {
  return odd() ? first : second;
}

const table = new Map<string, Shape>();
function collected(): string {
  for (let i = 0; i < 200; i++) {
    const name = (i % 17).toString();
    table.set(name, new Shape(name, i + (i == 190 ? 1000 * odd() : 0), <f64>i, i));
    if (i % 50 == 0) __collect();
  }
  let sides = 0;
  const names = table.keys();
  for (let i = 0; i < names.length; i++) sides += table.get(names[i]).sides;
  return sides.toString();
}

place("fields of objects", fields());
place("functions in an array", byReference());
place("map, filter and reduce", mapped());
place("comparisons of sort", sorted());
place("1,000 frames of all types", (deep(1000, 5, 0.5, 0.25, new Shape("top", 1000, 0, 0)) * 16.0).toString());
place("generic functions", generic<string>("first", generic<string>("second", "third")) + generic<f64>(1.5, 2.5).toString());
place("a map, and its garbage", collected());
`;
