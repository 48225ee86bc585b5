/** One thing that is to be done in a while, unless another is, or none. */
export class Soon {
  #timer: ReturnType<typeof setTimeout> | undefined;

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  set(milliseconds: number, what: () => void): void {
    this.forget();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      what();
    }, milliseconds);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
