/**
 * Brings a part of the page into view, where all of it does not fit on the screen: on a phone, what happens is far below what one reads.
 * With `focus`, the first of these in it has the keys then.
 */
export function reveal(part: string, focus?: string): void {
  const element = document.querySelector(part);
  if (element === null) return;
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || Math.min(bottom, top + SEEN) > innerHeight) element.scrollIntoView({ block: "start" });
  if (focus !== undefined) element.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
}

/** Who sees so much of it, in pixels, sees that it is there. */
const SEEN = 120;
