/** Looks at values that anybody may have written: each of these answers what was wanted, or throws an Error that names the value. */

export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(what, value, "an object");
  return value as Json;
}

export function list(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw wrong(what, value, `a list of at most ${most}`);
  return value;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw wrong(what, value, "text");
  return value;
}

export function count(value: unknown, what: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw wrong(what, value, "0, 1, 2 ...");
  return value as number;
}

export function oneOf<T>(value: unknown, these: readonly T[], what: string): T {
  if (!these.includes(value as T)) throw wrong(what, value, `one of ${these.join(", ")}`);
  return value as T;
}

export function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

export function wrong(what: string, value: unknown, wanted: string): Error {
  return new Error(`${what} is ${(JSON.stringify(value) ?? "missing").slice(0, 60)}, and not ${wanted}`);
}
