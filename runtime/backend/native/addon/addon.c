/* From the tables of calls to functions of JavaScript. */
#include "addon.h"

#include <node_api.h>
#include <stdlib.h>
#include <sys/uio.h>

#define MOST_SLOTS 16

/* What is made for one call and given back after it: a block begins with the address of the one before. */
static void **borrowed;
static int is_short;

static void *borrow(size_t size)
{
  void **block = malloc(sizeof *block + size);
  if (block == NULL) return is_short = 1, NULL;
  *block = borrowed, borrowed = block;
  return block + 1;
}

static void give_back(void)
{
  for (void **block; (block = borrowed) != NULL; free(block)) borrowed = *block;
  is_short = 0;
}

/* The bytes of a typed array; of anything else, and of null, none. */
static char *bytes_of(napi_env env, napi_value value, size_t *length)
{
  napi_typedarray_type type;
  size_t count = 0, offset;
  void *data = NULL;
  napi_value buffer;
  static const char sizes[] = {
    [napi_int8_array] = 1, [napi_uint8_array] = 1, [napi_uint8_clamped_array] = 1, [napi_int16_array] = 2, [napi_uint16_array] = 2,
    [napi_int32_array] = 4, [napi_uint32_array] = 4, [napi_float32_array] = 4, [napi_float64_array] = 8,
    [napi_bigint64_array] = 8, [napi_biguint64_array] = 8,
  };
  *length = 0;
  if (napi_get_typedarray_info(env, value, &type, &count, &data, &buffer, &offset) != napi_ok) return NULL;
  if ((size_t)type < sizeof sizes) *length = count * sizes[type];
  return data;
}

/* A copy with a NUL behind it. */
static char *string_of(napi_env env, napi_value value)
{
  size_t length;
  const char *bytes = bytes_of(env, value, &length);
  char *copy = borrow(length + 1);
  if (copy == NULL) return NULL;
  if (length > 0) memcpy(copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

static uint32_t count_of(napi_env env, napi_value array)
{
  uint32_t count = 0;
  napi_get_array_length(env, array, &count);
  return count;
}

static napi_value element(napi_env env, napi_value array, uint32_t index)
{
  napi_value value = NULL;
  napi_get_element(env, array, index, &value);
  return value;
}

static struct iovec *pieces_of(napi_env env, napi_value array, uint32_t count)
{
  struct iovec *pieces = borrow((count + 1) * sizeof *pieces);
  for (uint32_t i = 0; pieces != NULL && i < count; i++) pieces[i].iov_base = bytes_of(env, element(env, array, i), &pieces[i].iov_len);
  return pieces;
}

static char **strings_of(napi_env env, napi_value array)
{
  uint32_t count = count_of(env, array);
  char **strings = borrow((count + 1) * sizeof *strings);
  for (uint32_t i = 0; strings != NULL && i < count; i++) strings[i] = string_of(env, element(env, array, i));
  if (strings != NULL) strings[count] = NULL;
  return strings;
}

static napi_value run_call(napi_env env, napi_callback_info info)
{
  size_t count = MOST_SLOTS;
  napi_value arguments[MOST_SLOTS];
  void *data;
  int64_t a[2 * MOST_SLOTS] = {0}, *slot = a;
  napi_get_cb_info(env, info, &count, arguments, NULL, &data);
  const struct call *call = data;
  for (size_t i = 0, length; call->parameters[i] != '\0'; i++) {
    switch (call->parameters[i]) {
      case 'i': napi_get_value_int64(env, arguments[i], slot++); break;
      case 'b': *slot++ = (intptr_t)bytes_of(env, arguments[i], &length), *slot++ = length; break;
      case 's': *slot++ = (intptr_t)string_of(env, arguments[i]); break;
      case 'z': *slot++ = (intptr_t)strings_of(env, arguments[i]); break;
      case 'v': slot[1] = count_of(env, arguments[i]), slot[0] = (intptr_t)pieces_of(env, arguments[i], slot[1]), slot += 2; break;
    }
  }
  napi_value value;
  napi_create_int64(env, is_short ? -ENOMEM : call->run(a), &value);
  give_back();
  return value;
}

NAPI_MODULE_INIT()
{
  static const struct call *const tables[] = {
    process_calls, signal_calls, descriptor_calls, file_calls, memory_calls, resource_calls, fork_all_calls,
  };
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    for (const struct call *call = tables[i]; call->name != NULL; call++) {
      napi_value function;
      if (napi_create_function(env, call->name, NAPI_AUTO_LENGTH, run_call, (void *)call, &function) != napi_ok) return NULL;
      napi_set_named_property(env, exports, call->name, function);
    }
  }
  return exports;
}
