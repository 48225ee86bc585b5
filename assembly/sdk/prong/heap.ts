/** The memory management of `--runtime incremental`, by file: what heap-guard.ts stands before. */
// @ts-ignore: known to the compiler only
export { __collect, __link, __new, __pin, __renew, __unpin } from "rt/itcms";
// @ts-ignore: known to the compiler only
export { __alloc, __free, __realloc } from "rt/tlsf";
