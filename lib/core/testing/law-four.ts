/** Law 4, packet by packet: what a plan's states let through on the way, as a naive judge sees it. */
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { simulate } from "#lib/core/plan/simulate.ts";
import { bitsOfRule, firstProbe, type Reading } from "./naive-packets.ts";

const READINGS: readonly Reading[] = ["byRule", "byPacket"];

type Judge = (rule: ObservedRule, state: Observation, reading: Reading) => bigint;

/** Looks at each rule once, as long as who carries which group stays the same. */
function patientJudge(): Judge {
  const known = new WeakMap<object, Map<string, bigint>>();
  return (rule, state, reading) => {
    const here = known.get(state.interfaces) ?? new Map<string, bigint>();
    known.set(state.interfaces, here);
    const { protocol, fromPort, toPort, peer } = rule;
    const groups = peer.kind === "group" ? state.groups.some(({ groupId }) => groupId === peer.groupId) : "";
    const key = JSON.stringify([reading, protocol, fromPort, toPort, peer, groups]);
    const bits = here.get(key) ?? bitsOfRule(rule, state, reading);
    here.set(key, bits);
    return bits;
  };
}

/** What each group alone, and each interface by all its groups, lets in: by what names it and the reading. */
function picture(state: Observation, judge: Judge): ReadonlyMap<string, { reading: Reading; bits: bigint }> {
  const holders = [
    ...state.groups.map(({ groupId }) => [groupId, [groupId]] as const),
    ...state.interfaces.map(({ interfaceId, groupIds }) => [interfaceId, groupIds] as const),
  ];
  return new Map(
    holders.flatMap(([name, groupIds]) =>
      READINGS.map((reading) => {
        const rules = state.groups
          .filter(({ groupId }) => groupIds.includes(groupId))
          .flatMap((group) => group.rules.filter(({ direction }) => direction === "ingress"));
        const bits = rules.reduce((all, rule) => all | judge(rule, state, reading), 0n);
        return [`${name} ${reading}`, { reading, bits }] as const;
      }),
    ),
  );
}

/** The first packet that a state on the way cuts off or lets in for a moment, in words; null when there is none. */
export function brokenOnTheWay(observation: Observation, steps: readonly PlanStep[]): string | null {
  const judge = patientJudge();
  const states = [observation];
  for (const step of steps) states.push(simulate(states.at(-1) ?? observation, step));
  const pictures = states.map((state) => picture(state, judge));
  const [before, after] = [pictures.at(0), pictures.at(-1)];
  for (const [place, now] of pictures.entries()) {
    for (const [name, { reading, bits }] of now) {
      const [from, to] = [before?.get(name)?.bits ?? 0n, after?.get(name)?.bits ?? 0n];
      const cut = from & to & ~bits;
      const opened = bits & ~(from | to);
      if (cut !== 0n) return `${name} after ${place} steps cuts off ${firstProbe(cut, reading)}`;
      if (opened !== 0n) return `${name} after ${place} steps lets in ${firstProbe(opened, reading)}`;
    }
  }
  return null;
}
