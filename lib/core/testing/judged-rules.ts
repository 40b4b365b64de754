/** The rules of one tier of a small stack, each with what is said of it. */
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import type { MeantFlow } from "#lib/core/tier/pattern.ts";
import { bindingOf, groupOf, observationOf, stackOf, tierOf } from "./estate.ts";
import type { Rules } from "./reduced-direction.ts";

export const ports = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort });
/** `needed`, `redundant` or `removable` (redundant, and may go with all others that are), by group and rule. */
export const judged = (
  flows: readonly MeantFlow[],
  rules: Readonly<Record<string, Rules>>,
  interfaces: readonly ObservedInterface[] = [],
): Readonly<Record<string, string>> => {
  const groupIds = Object.keys(rules);
  const [first = "", ...others] = groupIds.filter((groupId) => groupId.startsWith("sg-app"));
  const stack = stackOf({
    pattern: {
      ...stackOf().pattern,
      tiers: [tierOf("web", []), tierOf("app", [], { ingress: { mode: "list", flows } })],
    },
    bindings: [bindingOf("web", "sg-web"), bindingOf("app", first, ...others)],
  });
  const groups = Object.entries({ "sg-web": [], ...rules }).map(([groupId, texts]) =>
    groupOf(groupId, texts),
  );
  const [, app] = diffStack(stack, observationOf({ groups, interfaces })).tiers;
  return Object.fromEntries(
    (app?.ingress.rules ?? []).map(({ id, verdict, removable }) => [
      id.replace("ingress tcp ", ""),
      removable ? `removable${verdict === "redundant" ? "" : ` though ${verdict}`}` : verdict,
    ]),
  );
};
