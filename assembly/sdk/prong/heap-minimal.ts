/** As heap.ts, for programs compiled with `--runtime minimal`. */
// @ts-ignore: known to the compiler only
export { __collect, __link, __new, __pin, __renew, __unpin } from "rt/tcms";
// @ts-ignore: known to the compiler only
export { __alloc, __free, __realloc } from "rt/tlsf";
