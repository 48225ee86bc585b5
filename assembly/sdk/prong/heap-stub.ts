/** As heap.ts, for programs compiled with `--runtime stub`. */
// @ts-ignore: known to the compiler only
export { __alloc, __collect, __free, __link, __new, __pin, __realloc, __renew, __unpin } from "rt/stub";
