/** Random scripts for `sources/script.c`: a few processes that do things to each other. */
import type { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";

const ALWAYS = "w n W0 W1 i o G Y x".split(" ");

/** What a script is about: two or three of these, so that its processes meet. */
const THEMES = [
  "r01 r02 r09 r08 r11 b01 b02 b03 b11 b01 r01 c0 C0 c1 C1 N0 v0 D01 D10 V0 b09",
  "k0T k1T k0U k1U k8U k8T k0K k1K k9U k9T k00 k10 kgU g",
  "k0S k0G k1S k1G u k9S k8G",
  "hU hT hC HU HC IU IC mU MU mC MC q p y t mT",
  "fw fr fs ft fo fm fu fa",
  "l1 l2 l3 l0 L1 L2 L3 L0 fo",
  "s0 a0 R0 s1 R1 +0 -0 ?0 a0 R0",
  "z0 z1 A1 T X hA A0 d0 j0 mU Z0",
  "{x} {o} {e} {b01} {k8U} {C0}",
  "e ^ |0 |1 {e} {^} $C $U hC",
  "N0 r01 r01 c0 C0 C1 D01 b01 b11 r11 N1",
  "Fr Fw Fn Fb Fu Fm r31 b31 r39 c3 C3 N3 v3",
  "&03 &03 &00 &07 &43 &40 &53 &57 &63 l3 L3 fc fo c0 C0",
  "d0 =0 j0 Z0 Z3 z0 @ @ A0 $A hA +0 k0U k8U b01 mU",
  "@ @ T s0 R0 b01 r01",
  "; JU JC JT k8U k0U k8T p q",
  "Ss Sp Sg S0 S1 kaT kbU kaS kaG kgU u U k0S k0G $C",
  "Qg Qf Q0 K S0 kaS Ss u kgU",
  "fw fT fp fz fc fo L2 l3 fr",
  "fM fS fR fr fw fz",
].map((words) => words.split(" "));

const MOST_PROCESSES = 4;

export function makeForkScript(numbers: RandomNumbers): string {
  const below = (count: number) => numbers.below(count);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  const operations = [...ALWAYS];
  for (let themes = 2 + below(2); themes > 0; themes--) operations.push(...pick(THEMES));
  let left = 5 + below(9);
  let processes = 1;

  function body(depth: number): string {
    let script = "";
    for (let length = 1 + below(4); length > 0 && left > 0; length--) {
      left--;
      if (depth < 3 && processes < MOST_PROCESSES && below(depth === 0 ? 2 : 5) === 0) {
        processes++;
        script += `(${body(depth + 1)})`;
      } else script += pick(operations);
    }
    return script;
  }

  let script = ["", "P", "PP", "PFm"][below(4)] + pick(["", "", "hU", "hC", "HU", "mU", "mC", "IC"]) + body(0);
  while (processes < 3 && left > 0) {
    processes++;
    script += `(${body(1)})${body(3)}`;
  }
  return script + pick(["", "w", "ww"]);
}

/** Three siblings and their parent, each with a little to do of the same kind: they meet more often. */
export function makeCrowdScript(numbers: RandomNumbers): string {
  const pick = <Item>(items: readonly Item[]) => items[numbers.below(items.length)] as Item;
  const operations = [...pick(THEMES), ...pick(THEMES)];
  const some = (most: number) => Array.from({ length: 1 + numbers.below(most) }, () => pick(operations)).join("");
  return pick(["P", "PP", "PFm"]) + pick(["", some(1)]) + `(${some(3)})(${some(3)})(${some(3)})${some(3)}`;
}
