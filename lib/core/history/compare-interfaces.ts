/** Which interfaces carry which groups, at two moments: replacing a machine shows as one that went and one that came. */
import type { Observation, ObservedInterface } from "#lib/core/group/observation.ts";
import { latest, matched } from "./matched.ts";

export interface InterfaceComparison {
  readonly interfaceId: string;
  readonly instanceId: string | null;
  /** The instance's Name tag, or the interface's description: foreign text. */
  readonly name: string | null;
  readonly addresses: readonly string[];
  readonly change: "gained" | "lost" | "changed";
  /** Group ids: carried after and not before, before and not after; sorted. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

const without = (groupIds: readonly string[], others: readonly string[]): readonly string[] =>
  [...new Set(groupIds)].filter((groupId) => !others.includes(groupId)).sort();

const nameOf = (item: ObservedInterface, observation: Observation): string | null => {
  const tag = observation.instances.find(({ instanceId }) => instanceId === item.instanceId)?.tags.Name;
  return tag ?? (item.description === "" ? null : item.description);
};

/** Interfaces that came, went, or carry other groups; by id. */
export const compareInterfaces = (before: Observation, after: Observation): readonly InterfaceComparison[] =>
  matched(before.interfaces, after.interfaces, ({ interfaceId }) => interfaceId)
    .flatMap((pair): readonly InterfaceComparison[] => {
      const item = latest(pair);
      const [had, has] = [pair.before?.groupIds ?? [], pair.after?.groupIds ?? []];
      const [joined, left] = [without(has, had), without(had, has)];
      if (pair.change === "changed" && joined.length + left.length === 0) return [];
      return [
        {
          interfaceId: item.interfaceId,
          instanceId: item.instanceId,
          name: nameOf(item, pair.change === "lost" ? before : after),
          addresses: item.privateCidrs,
          change: pair.change,
          joined,
          left,
        },
      ];
    })
    .sort((a, b) => (a.interfaceId < b.interfaceId ? -1 : 1));
