/** A set of page numbers, in the order in which they came: to add, look and remove take a few nanoseconds, to clear takes as many for each. */
export class DirtyPages {
  #pages = new Int32Array(64);
  #size = 0;
  /** Where a page is among `#pages`, counted from 1; 0: it is not. */
  #place = new Int32Array(1024);

  get size(): number {
    return this.#size;
  }

  add(page: number): void {
    if (this.has(page)) return;
    if (page >= this.#place.length) this.#place = enlarged(this.#place, 2 * page);
    if (this.#size === this.#pages.length) this.#pages = enlarged(this.#pages, 2 * this.#size);
    this.#pages[this.#size++] = page;
    this.#place[page] = this.#size;
  }

  has(page: number): boolean {
    return page < this.#place.length && this.#place[page] !== 0;
  }

  /** The last takes the place of the one that is removed. */
  remove(page: number): void {
    if (!this.has(page)) return;
    const place = this.#place[page] as number;
    const last = this.#pages[--this.#size] as number;
    this.#pages[place - 1] = last;
    this.#place[last] = place;
    this.#place[page] = 0;
  }

  /** The page that came as number `i`, from 0 on. */
  at(i: number): number {
    return this.#pages[i] as number;
  }

  clear(): void {
    for (let i = 0; i < this.#size; i++) this.#place[this.#pages[i] as number] = 0;
    this.#size = 0;
  }
}

function enlarged(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}
