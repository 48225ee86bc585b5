/** What chance decides in a quiz: the same seed and the same numbers, the same draws. */
import { RandomNumbers } from "../../scheduler/random-numbers.ts";

/** What a program prints, each a name that is easy to tell apart from the others. */
const LABELS = ["ABCD", "abcd", "xyzw", "XYZW", "PQRS"];

export class Draw {
  readonly #numbers: RandomNumbers;

  /** `parts` say for what is drawn: other parts, other draws. */
  constructor(seed: number, ...parts: readonly number[]) {
    this.#numbers = parts.reduce(
      (numbers, part) => new RandomNumbers(numbers.next() ^ Math.imul(part + 1, 0x9e3779b1)),
      new RandomNumbers(seed),
    );
  }

  /** A number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.#numbers.below(most - least + 1);
  }

  /** True once in so many times. */
  once(times = 2): boolean {
    return this.#numbers.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.#numbers.below(list.length)] as T;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const other = this.#numbers.below(i + 1);
      [shuffled[i], shuffled[other]] = [shuffled[other] as T, shuffled[i] as T];
    }
    return shuffled;
  }

  /** Four letters to print, in their order. */
  labels(): [string, string, string, string] {
    const [a, b, c, d] = this.pick(LABELS);
    return [a, b, c, d] as [string, string, string, string];
  }
}
