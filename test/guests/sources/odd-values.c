/*
 * Forks while values of all types live in 2,000 frames and in loops: 32 and 64 bits, integers, floats and vectors. Vectors are
 * WebAssembly's own where it has them, and the compiler's everywhere else.
 */
#include <stdint.h>

#include "odd-places.h"

typedef int32_t ints __attribute__((vector_size(16)));
typedef double doubles __attribute__((vector_size(16)));

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
static ints spread(int x) { return (ints)wasm_i32x4_splat(x); }
static int lane3(ints v) { return wasm_i32x4_extract_lane((v128_t)v, 3); }
#else
static ints spread(int x) { return (ints){x, x, x, x}; }
static int lane3(ints v) { return v[3]; }
#endif

static KEPT long long sum_of(ints v) { return v[0] + 2LL * v[1] + 3LL * v[2] + 4LL * lane3(v); }

enum { DEPTH = 2000 };

static int answer;

/* All that a frame keeps is needed on the way up. */
static KEPT double descend(int depth, int32_t a, uint64_t b, float c, double d)
{
  if (depth == 0) {
    answer = odd();
    return answer;
  }
  int32_t mine = (a * 31 + depth) & 0xfffff;
  uint64_t wide = b * 6364136223846793005ULL + (uint64_t)mine;
  float single = c * 0.5f + depth;
  double both = d * 0.25 + single;
  ints vector = spread(mine) + (ints){0, 1, 2, depth};
  double below = descend(depth - 1, mine, wide, single, both);
  if (sum_of(vector) != 10LL * mine + 2 + 6 + 4LL * depth) return -1e15;
  return below + (mine & 15) + (wide >> 60) + single / 4096 + both / 8192;
}

static KEPT int64_t ping(int depth, int64_t x);

static KEPT double pong(int depth, double x)
{
  if (depth == 0) return x + odd();
  double kept = x * 1.5;
  return (double)ping(depth - 1, (int64_t)x + depth) + kept;
}

static KEPT int64_t ping(int depth, int64_t x)
{
  if (depth == 0) return x + 10 * odd();
  int64_t kept = x << 1;
  return (int64_t)pong(depth - 1, (double)x / 2) + kept % 1000;
}

static long long vectors_in_loops(void)
{
  ints sum = spread(plain(1));
  doubles scale = {1.5, -2.25};
  float steps[4] = {0.5f, 1, 2, 4};
  for (int i = 0; i < 6; i++) {
    ints step = {i, i * i, -i, 1};
    sum += i == 3 ? step * spread(2 + odd()) : step;
    scale = scale * (doubles){1.25, 0.5} + (doubles){i, steps[i & 3]};
    if (i == 4) steps[1] += odd();
  }
  return sum_of(sum) * 1000 + (long long)(scale[0] * 64) + (long long)(scale[1] * 64) + (long long)steps[1];
}

static KEPT ints widen(ints v, int x)
{
  int turn = odd();
  return v * spread(x + turn) - (ints){turn, 2, 3, 4};
}

static KEPT long long shifted(uint64_t x, int by)
{
  uint64_t high = x << by, low = x >> (64 - by);
  int bits = 0;
  while (high) bits += (int)(high & 1), high >>= 1, bits += high == 0x55 ? odd() : 0;
  return (long long)(low ^ (x * 3)) % 1000003 * 100 + bits;
}

static long long mixed(void)
{
  float f = plain(1) / 3.0f;
  double d = plain(2) / 3.0;
  int64_t l = (int64_t)plain(3) << 33;
  uint32_t u = 0xfffffff0u + (uint32_t)odd();
  d += f * (l >> 32) + u % 1000;
  f -= (float)odd() / 8;
  l ^= (int64_t)(d * 1e6);
  return l + (int64_t)(f * 4096) + u;
}

int main(void)
{
  place("2,000 frames of all types", (long long)(descend(DEPTH, seven, 1, 0.5f, 0.25) * 16));
  place("and what was found at their bottom", answer);
  for (int depth = 40; depth < 42; depth++) place("two functions in turn", (long long)pong(depth, 3.5));
  place("vectors in a loop", vectors_in_loops());
  place("vectors given and returned", sum_of(widen(widen((ints){1, 2, 3, plain(1)}, 5), 2)));
  place("while bits are shifted out", shifted(0xAA00ull << 9 | 0xF00000000000000Full, 5));
  place("a mix of types", mixed());
  return 0;
}
