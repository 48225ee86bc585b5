/** What the build makes up: see `scripts/playground/`. */

declare module "virtual:clang-files" {
  /** The files of the C compiler, by the names that it asks for: where they are, packed with gzip, and how many bytes that is. */
  export const CLANG_FILES: Readonly<Record<string, { readonly url: string; readonly size: number } | undefined>>;
}

declare module "virtual:compiler-sizes" {
  /** How many bytes each compiler is, as it is fetched and as it is used. */
  export const COMPILER_SIZES: Readonly<
    Record<"c" | "assemblyscript", { readonly packed: number; readonly unpacked: number }>
  >;
}
