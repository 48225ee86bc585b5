/** A set of page numbers, in the order in which they came: to add and to look take a few nanoseconds, to clear takes as many for each. */
export class DirtyPages {
  #pages = new Int32Array(64);
  #size = 0;
  #has = new Uint8Array(1024);

  get size(): number {
    return this.#size;
  }

  add(page: number): void {
    if (this.has(page)) return;
    if (page >= this.#has.length) this.#has = enlarged(this.#has, new Uint8Array(2 * page));
    if (this.#size === this.#pages.length) this.#pages = enlarged(this.#pages, new Int32Array(2 * this.#size));
    this.#has[page] = 1;
    this.#pages[this.#size++] = page;
  }

  has(page: number): boolean {
    return this.#has[page] === 1;
  }

  /** The page that came as number `i`, from 0 on. */
  at(i: number): number {
    return this.#pages[i] as number;
  }

  clear(): void {
    for (let i = 0; i < this.#size; i++) this.#has[this.#pages[i] as number] = 0;
    this.#size = 0;
  }
}

function enlarged<Numbers extends Uint8Array | Int32Array>(numbers: Numbers, larger: Numbers): Numbers {
  larger.set(numbers);
  return larger;
}
