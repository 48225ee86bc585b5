/** Where `lseek` leads (POSIX.1-2024): past the end is fine, before the beginning is not. */
import { wasi } from "@bjorn3/browser_wasi_shim";

const OFFSET_MAX = 2n ** 63n - 1n;

/**
 * - EINVAL     no such `whence`, or a negative result
 * - EOVERFLOW  a result that an `off_t` cannot hold
 */
export function seek(position: bigint, size: bigint, offset: bigint, whence: number): { ret: number; offset: bigint } {
  const base = whence === wasi.WHENCE_SET ? 0n : whence === wasi.WHENCE_CUR ? position : size;
  if (whence < wasi.WHENCE_SET || whence > wasi.WHENCE_END) return { ret: wasi.ERRNO_INVAL, offset: 0n };
  const target = base + offset;
  if (target < 0n) return { ret: wasi.ERRNO_INVAL, offset: 0n };
  if (target > OFFSET_MAX) return { ret: wasi.ERRNO_OVERFLOW, offset: 0n };
  return { ret: 0, offset: target };
}
