/** Memory for the rows of one body, which the next may have again: for each megabyte of code it would be 24 otherwise. */
import { OperandStack } from "./operand-stack.ts";
import { WIDTH } from "./typed-body.ts";

export class BodyRoom {
  /** Rows of instructions; what is in them is left from the body before. */
  cells = new Int32Array(0);
  readonly values = new OperandStack();

  /** For a new body: so many instructions are expected, and as many values. */
  reserve(expected: number): void {
    const size = (expected + 2) * WIDTH;
    if (this.cells.length < size) this.cells = new Int32Array(size);
    this.values.reset(expected);
  }

  /** There were more. */
  grow(): Int32Array {
    const grown = new Int32Array(this.cells.length * 2);
    grown.set(this.cells);
    this.cells = grown;
    return grown;
  }
}
