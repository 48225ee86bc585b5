/** A length as styles want it: Preact adds no unit to numbers. */
export function px(length: number): string {
  return `${length}px`;
}
