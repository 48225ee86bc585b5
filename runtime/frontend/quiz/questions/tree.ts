/** "Which is the process tree?" */
import type { Draw } from "../draw.ts";
import { misreadings } from "../misreadings.ts";
import type { Asked, Choice, Studied } from "../question.ts";
import { nearShapes, type Shape, shapeKey, shapeLines, sizeOf } from "../shape.ts";

const CHOICES = 3;

export async function askTree({ sketch, laboratory }: Studied, draw: Draw): Promise<Asked | undefined> {
  const shapes = (await laboratory.shapes(sketch.source)) ?? [];
  const [shape] = shapes;
  if (shape === undefined || shapes.length > 1 || sizeOf(shape) < 3) return undefined;
  const found = new Map<string, Choice>();
  const add = (one: Shape, right: boolean, why: string) => {
    if (!found.has(shapeKey(one))) found.set(shapeKey(one), { text: shapeLines(one).join("\n"), right, why });
  };
  add(shape, true, "every order of events gives this tree");
  for (const { source, because } of draw.shuffle(misreadings(sketch.source)).slice(0, CHOICES - 1)) {
    for (const other of (await laboratory.shapes(source)) ?? [])
      if (sizeOf(other) > 1) add(other, false, `it would be so ${because}`);
  }
  for (const near of nearShapes(shape, draw)) add(near, false, "no order of events gives this tree");
  return {
    text: "Which is its process tree, with all processes that there ever are?",
    several: false,
    choices: draw.shuffle([...found.values()].slice(0, CHOICES)),
  };
}
