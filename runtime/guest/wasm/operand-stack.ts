/**
 * An operand stack that can be read as it was at any time: every value ever pushed is a row of numbers and stays, and the
 * stack is the number of its top value. To pop is to go to the value below.
 *
 *     row   type (a number, see signatures.ts), who pushed it, the value below it, how many values there are up to it
 *
 * Value 0 is the floor that all stacks stand on.
 */
export const VALUE_WIDTH = 4;

export class OperandStack {
  /** The top value; assign one that was read from here to go back to that stack. */
  top = 0;
  /** How many values there are, with value 0; and their rows: for plain-run.ts, which has no time to call a method for each. */
  count = 1;
  values = new Int32Array(VALUE_WIDTH);

  /** Forgets all values; so many are expected. */
  reset(expected: number): void {
    this.top = 0;
    this.count = 1;
    if (this.values.length < (expected + 1) * VALUE_WIDTH) this.values = new Int32Array((expected + 1) * VALUE_WIDTH);
  }

  /** How many values were ever pushed. */
  get pushed(): number {
    return this.count - 1;
  }

  push(type: number, producer: number): void {
    const at = this.count * VALUE_WIDTH;
    if (at === this.values.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.values);
      this.values = grown;
    }
    const rows = this.values;
    rows[at] = type;
    rows[at + 1] = producer;
    rows[at + 2] = this.top;
    rows[at + 3] = (rows[this.top * VALUE_WIDTH + 3] as number) + 1;
    this.top = this.count++;
  }

  /** Pops values of these types, the last on top, down to `floor`. Answers how many were of their types; there it stopped. */
  popKnown(types: readonly number[], floor: number): number {
    const rows = this.values;
    let { top } = this;
    let left = types.length;
    for (; left > 0 && top !== floor && rows[top * VALUE_WIDTH] === types[left - 1]; left--) {
      top = rows[top * VALUE_WIDTH + 2] as number;
    }
    this.top = top;
    return types.length - left;
  }

  type(value: number): number {
    return this.values[value * VALUE_WIDTH] as number;
  }

  producer(value: number): number {
    return this.values[value * VALUE_WIDTH + 1] as number;
  }

  below(value: number): number {
    return this.values[value * VALUE_WIDTH + 2] as number;
  }

  /** How many values a stack has whose top is this value. */
  height(value: number): number {
    return this.values[value * VALUE_WIDTH + 3] as number;
  }
}
