/** What people do to groups beside the model: each kind of difference that a diff must find, and some it must not. */
import type { GeneratedRule } from "./generated-rule.ts";
import type { Random } from "./random.ts";

const ingressCidr = (cidr: string, port: number): GeneratedRule => ({
  direction: "ingress",
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  peer: { kind: "ipv4", cidr },
  description: "temporary, remove after go-live",
});

type Change = (rules: readonly GeneratedRule[], random: Random) => GeneratedRule[];

const replaceOne = (
  rules: readonly GeneratedRule[],
  random: Random,
  change: (rule: GeneratedRule) => GeneratedRule[],
): GeneratedRule[] => {
  const chosen = random.below(rules.length);
  return rules.flatMap((rule, position) => (position === chosen ? change(rule) : [rule]));
};

const withCidr = (rule: GeneratedRule, cidr: string): GeneratedRule => ({
  ...rule,
  peer: { kind: "ipv4", cidr },
});

/** The network of a rule of at least two addresses, cut in two; null for every other peer. */
const halves = (rule: GeneratedRule): [string, string] | null => {
  const match = rule.peer.kind === "ipv4" ? /^(\d+)\.(\d+)\.(\d+)\.0\/24$/.exec(rule.peer.cidr) : null;
  if (match === null) return null;
  const [, a, b, c] = match;
  return [`${a}.${b}.${c}.0/25`, `${a}.${b}.${c}.128/25`];
};

const addExtra: Change = (rules, random) => [
  ...rules,
  ingressCidr(`198.51.${random.below(256)}.${random.below(256)}/32`, 1024 + random.below(8_000)),
];
const openToWorld: Change = (rules, random) => [
  ...rules,
  ingressCidr("0.0.0.0/0", random.pick([22, 3389, 5432])),
];
const openInHalves: Change = (rules) => [
  ...rules,
  ingressCidr("0.0.0.0/1", 6379),
  ingressCidr("128.0.0.0/1", 6379),
];
const widen: Change = (rules, random) =>
  replaceOne(rules, random, (rule) =>
    rule.fromPort === null || rule.fromPort < 0 ? [rule] : [{ ...rule, toPort: (rule.toPort ?? 0) + 10 }],
  );
const remove: Change = (rules, random) => replaceOne(rules, random, () => []);
const cutInHalves: Change = (rules, random) => {
  const cut = rules.filter((rule) => halves(rule) !== null);
  if (cut.length === 0) return [...rules];
  const chosen = random.pick(cut);
  return rules.flatMap((rule) =>
    rule === chosen ? (halves(rule) ?? []).map((cidr) => withCidr(rule, cidr)) : [rule],
  );
};
const repeatInside: Change = (rules, random) => {
  const cut = rules.filter((rule) => halves(rule) !== null);
  if (cut.length === 0) return [...rules];
  const chosen = random.pick(cut);
  return [...rules, withCidr(chosen, halves(chosen)?.[0] ?? "")];
};
const nameDeleted: Change = (rules, random) => [
  ...rules,
  {
    ...ingressCidr("", 8443),
    peer: { kind: "group", groupId: `sg-0dead${random.hex(12)}` },
  },
];

const CHANGES: readonly Change[] = [
  addExtra,
  openToWorld,
  openInHalves,
  widen,
  remove,
  cutInHalves,
  repeatInside,
  nameDeleted,
];

/** One to three changes. */
export const drifted = (rules: readonly GeneratedRule[], random: Random): GeneratedRule[] => {
  let changed = [...rules];
  for (let left = 1 + random.below(3); left > 0; left -= 1) changed = random.pick(CHANGES)(changed, random);
  return changed;
};
