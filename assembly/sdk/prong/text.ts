/** Text between AssemblyScript's UTF-16 and the kernel's UTF-8. */

/** The UTF-8 bytes of a string, without a NUL. */
export function encode(text: string): ArrayBuffer {
  return String.UTF8.encode(text);
}

/** The UTF-8 bytes of a string, with the NUL that ends a C string. */
export function encodeTerminated(text: string): ArrayBuffer {
  return String.UTF8.encode(text, true);
}

/** The string of UTF-8 bytes up to a NUL. */
export function decodeTerminated(address: usize): string {
  let length: usize = 0;
  while (load<u8>(address + length) != 0) length++;
  return String.UTF8.decodeUnsafe(address, length);
}

/** A NULL-terminated array of C strings, as execve takes it; it lives as long as this object. */
export class CStrings {
  private readonly pointers: StaticArray<usize>;
  private readonly strings: ArrayBuffer[] = [];

  constructor(texts: string[]) {
    this.pointers = new StaticArray<usize>(texts.length + 1);
    for (let i = 0; i < texts.length; i++) {
      const bytes = encodeTerminated(texts[i]);
      this.strings.push(bytes);
      this.pointers[i] = changetype<usize>(bytes);
    }
  }

  get address(): usize {
    return changetype<usize>(this.pointers);
  }
}
