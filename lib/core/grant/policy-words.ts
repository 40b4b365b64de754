/** What another policy means, for whoever answers whether it shall hold: a sentence for each thing that becomes other. */
import type { ApprovalRule } from "../approval/approval-rule.ts";
import { lengthWords } from "./judge-end.ts";
import type { ChangeAnswer, GrantAnswer, Policy } from "./policy.ts";

const WHO: Readonly<Record<GrantAnswer | ChangeAnswer, string>> = {
  "cloud-admin": "a cloud admin",
  "team-lead": "the lead of the stack's team",
  "cloud-admin-or-team-lead": "a cloud admin or the lead of the stack's team",
  "cloud-admin-and-team-lead": "a cloud admin and the lead of the stack's team",
};

/** All that a rule says, however it was stored. */
const told = ({ name, kinds, stacks, when, deny, need, order }: ApprovalRule): string =>
  JSON.stringify([
    [name, kinds, stacks, when, deny, order],
    need.map(({ from, team, count }) => [from, team, count]),
  ]);

const ruleChanges = (was: readonly ApprovalRule[], is: readonly ApprovalRule[]): readonly string[] => {
  const known = new Map(was.map((rule) => [rule.name, rule]));
  const kept = new Set(is.map(({ name }) => name));
  return [
    ...was.filter(({ name }) => !kept.has(name)).map(({ name }) => `The rule “${name}” goes.`),
    ...is.flatMap((rule) => {
      const before = known.get(rule.name);
      if (before !== undefined && told(before) === told(rule)) return [];
      const verb = before === undefined ? "is new" : "changes";
      return [`The rule “${rule.name}” ${verb}${rule.deny === null ? "" : ": it denies"}.`];
    }),
  ];
};

const networkChanges = (was: Policy["networks"], is: Policy["networks"]): readonly string[] => {
  const words = (list: Policy["networks"]) => list.map(({ name, cidr }) => `${name}, ${cidr}`);
  const [before, after] = [words(was), words(is)];
  return [
    ...before
      .filter((each) => !after.includes(each))
      .map((each) => `No network of the organisation any more: ${each}.`),
    ...after
      .filter((each) => !before.includes(each))
      .map((each) => `A network of the organisation: ${each}.`),
  ];
};

/** Empty when both mean the same. */
export function policyWords(was: Policy, is: Policy): readonly string[] {
  const other = <Value>(pick: (policy: Policy) => Value, words: (now: Value, before: Value) => string) =>
    pick(was) === pick(is) ? [] : [words(pick(is), pick(was))];
  return [
    ...other(
      (policy) => policy.answers.grant,
      (now, before) => `SSH access is answered by ${WHO[now]}; until now by ${WHO[before]}.`,
    ),
    ...other(
      (policy) => policy.answers.grantForOther,
      (now) =>
        now === "one-suffices"
          ? "A cloud admin may open access for somebody else alone, without another's approval."
          : "A cloud admin who opens access for somebody else needs another cloud admin's approval.",
    ),
    ...other(
      (policy) => policy.answers.change,
      (now, before) => `Changes to rules are answered by ${WHO[now]}; until now by ${WHO[before]}.`,
    ),
    ...ruleChanges(was.approvals, is.approvals),
    ...other(
      (policy) => policy.breakGlass,
      (now) =>
        now
          ? "In a declared emergency a cloud admin may open access at once, for 4 hours at most, and somebody else reviews it."
          : "Nobody may open access without approval in an emergency any more.",
    ),
    ...other(
      (policy) => policy.maxSeconds,
      (now, before) => `Access lasts ${lengthWords(now)} at most; until now ${lengthWords(before)}.`,
    ),
    ...other(
      (policy) => policy.minSeconds,
      (now, before) => `Access lasts ${lengthWords(now)} at least; until now ${lengthWords(before)}.`,
    ),
    ...other(
      (policy) => policy.answerWithinSeconds,
      (now, before) =>
        `Requests wait ${lengthWords(now)} for their answers; until now ${lengthWords(before)}.`,
    ),
    ...other(
      (policy) => policy.attestedHosts,
      (now) =>
        now
          ? "People may ask for one address outside the organisation's networks, saying that it is theirs."
          : "Nobody may ask for an address outside the organisation's networks any more.",
    ),
    ...other(
      (policy) => policy.mostNewInstances,
      (now) =>
        now === null
          ? "A change may touch any number of instances more than its approvers were shown."
          : `A change may touch at most ${now} more instances than its approvers were shown.`,
    ),
    ...other(
      (policy) => policy.widestPrefix.ipv4,
      (now, before) => `The widest range of IPv4 that may be asked for is a /${now}; until now a /${before}.`,
    ),
    ...other(
      (policy) => policy.widestPrefix.ipv6,
      (now, before) => `The widest range of IPv6 that may be asked for is a /${now}; until now a /${before}.`,
    ),
    ...networkChanges(was.networks, is.networks),
  ];
}
