/** Scripts of chance (memory-script.ts), which write to memory in every way there is, mostly where it hurts; and schedules for them. */
import fc from "fast-check";
import { EVERY_STORE } from "../../instrument/every-store.ts";
import { LENGTHS, OFFSETS } from "../../instrument/random-stores.ts";
import type { Address, Body, Ending, Script, Statement } from "./memory-script.ts";
import type { ScheduleOfScript } from "./run-script.ts";
import { ATOMICS, PASSIVE } from "./script-layout.ts";

const near = fc.integer({ min: -16, max: 16 });
const from = (min: number, max: number) => fc.integer({ min, max });

/** Constant addresses: below 0 they count from the end. */
const places: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(from(1, 31), near).map(([page, more]) => 4096 * page + more) },
  { weight: 2, arbitrary: fc.tuple(from(1, 511), near).map(([bucket, more]) => 256 * bucket + more) },
  { weight: 2, arbitrary: from(0, 1100) }, // the first 1024 are lent for frames
  { weight: 2, arbitrary: from(65_536 - 600, 65_536 + 20) }, // as a stack of C
  { weight: 1, arbitrary: from(69_990, 70_020) }, // data
  { weight: 2, arbitrary: from(-40, -1) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(4096, 65_536), near).map(([back, more]) => more - back) },
  { weight: 1, arbitrary: from(0, 131_071) },
);

const bases = fc.constantFrom<Address>("p", "p", "q", "p+");
const addresses: fc.Arbitrary<Address> = fc.oneof({ weight: 3, arbitrary: bases }, { weight: 2, arbitrary: places });
/** Some have bytes that are zero, as most of the memory is. */
const values = fc.oneof(
  fc.nat(),
  from(0, 255),
  from(0, 127).map((byte) => byte * 2 ** 24),
);
const lengths = fc.oneof(fc.constantFrom(...LENGTHS), from(0, 40), from(0, 9000));

const several = fc.array(
  fc.record({ store: from(0, EVERY_STORE.length - 1), offset: fc.constantFrom(...OFFSETS), value: values }),
  { minLength: 1, maxLength: 5 },
);
const stores = fc.record({ do: fc.constant("stores" as const), to: addresses, stores: several });
const locals = fc.constantFrom("p" as const, "q" as const);
const strides = fc.constantFrom(1, 13, 256, 1000, 4096);

/** What may be between stores from one local: there marks are shared, or must not be. */
const middles: fc.Arbitrary<(local: "p" | "q") => Statement> = fc.oneof(
  fc.tuple(several, from(1, 12), strides).map(([list, times, stride]) => (local: "p" | "q") => {
    return { do: "loop", times, local, stride, body: [{ do: "stores", to: local, stores: list }] } as const;
  }),
  fc.tuple(several, several, from(0, 12)).map(([one, other, bit]) => (local: "p" | "q") => {
    const body = (list: typeof one): Body => [{ do: "stores", to: local, stores: list }];
    return { do: "if", bit, body: body(one), otherwise: body(other) } as const;
  }),
  places.map((to) => (local: "p" | "q") => ({ do: "set", local, to }) as const),
  several.map((list) => () => ({ do: "stores", to: "p+", stores: list }) as const),
);

const runs: fc.Arbitrary<Body> = fc
  .tuple(locals, several, middles, several)
  .map(([to, before, middle, after]) => [
    { do: "stores", to, stores: before },
    middle(to),
    { do: "stores", to, stores: after },
  ]);

const flat: readonly [weight: number, arbitrary: fc.Arbitrary<Statement>][] = [
  [8, stores],
  [
    1,
    fc.record({
      do: fc.constant("atomic" as const),
      atomic: from(0, ATOMICS.length - 1),
      to: addresses,
      times: from(0, 600),
      value: values,
    }),
  ],
  [2, fc.record({ do: fc.constant("set" as const), local: locals, to: places })],
  [2, fc.record({ do: fc.constant("fill" as const), to: addresses, value: from(0, 255), length: lengths })],
  [2, fc.record({ do: fc.constant("copy" as const), to: addresses, from: addresses, length: lengths })],
  [
    1,
    fc
      .tuple(addresses, from(0, PASSIVE.length), from(0, PASSIVE.length))
      .map(([to, one, other]) => ({ do: "init", to, from: Math.min(one, other), length: Math.abs(one - other) })),
  ],
  [1, fc.record({ do: fc.constant("grow" as const), pages: from(0, 2) })],
  [
    2,
    fc.record({
      do: fc.constant("kernel" as const),
      call: fc.constantFrom(
        "getcwd" as const,
        "args_get" as const,
        "args_sizes_get" as const,
        "clock_res_get" as const,
      ),
      to: places,
      also: places,
    }),
  ],
  [2, fc.constant({ do: "yield" as const })],
  [1, fc.constant({ do: "report" as const })],
];

const endings: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ exit: from(0, 255) }) },
  { weight: 1, arbitrary: fc.constantFrom<Ending>("wild store", "unreachable") },
  { weight: 2, arbitrary: fc.constant<Ending>("exec") },
);

/** Bodies with so many levels below them; with or without processes of their own. */
function bodies(levels: number, forks: boolean, maxLength = 6): fc.Arbitrary<Body> {
  const weighted = [
    ...flat.map(([weight, arbitrary]) => ({ weight, arbitrary })),
    ...(levels === 0 ? [] : nested(levels - 1, forks)),
  ].map(({ weight, arbitrary }) => ({ weight, arbitrary: arbitrary.map((statement): Body => [statement]) }));
  return fc
    .array(fc.oneof(...weighted, { weight: 3, arbitrary: runs }), { maxLength, size: "max" })
    .map((parts) => parts.flat());
}

function nested(levels: number, forks: boolean): { weight: number; arbitrary: fc.Arbitrary<Statement> }[] {
  const more: { weight: number; arbitrary: fc.Arbitrary<Statement> }[] = [
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("loop" as const),
        times: from(1, 12),
        local: locals,
        stride: strides,
        body: fc.oneof(fc.array(stores, { minLength: 1, maxLength: 3 }), bodies(Math.min(levels, 1), false, 3)),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("if" as const),
        bit: from(0, 12),
        body: bodies(levels, forks, 3),
        otherwise: bodies(levels, forks, 3),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("call" as const), body: bodies(levels, forks, 4) }) },
  ];
  if (!forks) return more;
  const body = bodies(levels, true, 5);
  return [
    ...more,
    {
      weight: 7,
      arbitrary: fc.record({
        do: fc.constant("fork" as const),
        borrows: fc.constantFrom(false, false, true),
        child: body,
        end: endings,
        meanwhile: body,
        status: fc.option(places, { nil: undefined }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("pipe" as const),
        fds: places,
        child: body,
        from: places,
        meanwhile: body,
        to: fc.tuple(places, places),
        lengths: fc.tuple(from(1, 5000), from(0, 300)),
      }),
    },
  ];
}

export const scripts: fc.Arbitrary<Script> = fc.record({
  main: bodies(3, true, 9),
  end: endings,
  reborn: bodies(1, false, 4),
});

/** Few of them: what is no choice is more of a chance for the others. */
export const schedules: fc.Arbitrary<readonly ScheduleOfScript[]> = fc.array(
  fc.record({
    seed: fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined, freq: 3 }),
    places: fc.constantFrom(undefined, 1, 2, 3),
    points: fc.option(fc.constantFrom(2, 3, 10, 50, 300, 2000), { nil: undefined, freq: 2 }),
    snapshotAfter: fc.option(from(0, 60), { nil: undefined, freq: 2 }),
    elsewhere: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4, size: "max" },
);
