/** What a schema alone cannot say about a pattern: that the tiers it names exist, and that flows look the right way. */
import type { z } from "zod";
import type { Guardrail, MeantPeer, Service } from "#lib/core/tier/pattern.ts";
import { tiersOfGuardrail } from "../guardrail/guardrail-text.ts";

interface FlowText {
  readonly ports: readonly Service[];
  readonly from?: MeantPeer | undefined;
  readonly to?: MeantPeer | undefined;
}

interface TierText {
  readonly role: "workload" | "door" | "bastion";
  readonly ingress: string | readonly FlowText[];
  readonly egress: string | readonly FlowText[];
}

interface Referring {
  readonly tiers: Readonly<Record<string, TierText>>;
  readonly guardrails: readonly Guardrail[];
  readonly membership: { readonly "one-of": readonly string[]; readonly all: readonly string[] };
}

type Path = readonly (string | number)[];

const isOneService = ([first, ...others]: readonly Service[]): boolean =>
  (first?.protocol === "tcp" || first?.protocol === "udp") && first.fromPort !== null && others.length === 0;

export function checkReferences(pattern: Referring, context: z.RefinementCtx): void {
  const complain = (path: Path, message: string) =>
    context.addIssue({ code: "custom", path: [...path], message });
  const known = Object.keys(pattern.tiers);
  const checkTier = (name: string, path: Path) => {
    if (!known.includes(name)) {
      complain(path, `There is no tier "${name}" here; there are: ${known.join(", ")}.`);
    }
  };

  for (const [name, tier] of Object.entries(pattern.tiers)) {
    for (const [direction, side, other] of [
      ["ingress", "from", "to"],
      ["egress", "to", "from"],
    ] as const) {
      const flows = tier[direction];
      if (typeof flows === "string") continue;
      flows.forEach((flow, at) => {
        const path = ["tiers", name, direction, at];
        const peer = flow[side];
        if (flow[other] !== undefined) complain([...path, other], `In ${direction}, write "${side}".`);
        else if (peer === undefined) complain(path, `Say "${side}" whom.`);
        if (peer?.kind === "tier") checkTier(peer.tier, [...path, side]);
        if (peer?.kind === "granted-sources" && (tier.role === "workload" || direction === "egress")) {
          complain(
            [...path, side],
            "Granted sources come in, and only to a tier whose role is door or bastion.",
          );
        }
      });
    }
  }
  pattern.membership["one-of"].forEach((name, at) => {
    checkTier(name, ["membership", "one-of", at]);
  });
  pattern.membership.all.forEach((name, at) => {
    checkTier(name, ["membership", "all", at]);
  });
  pattern.guardrails.forEach((guardrail, at) => {
    for (const name of tiersOfGuardrail(guardrail)) checkTier(name, ["guardrails", at]);
  });
  const entrances = Object.entries(pattern.tiers).filter(
    ([, tier]) =>
      typeof tier.ingress !== "string" && tier.ingress.some((flow) => flow.from?.kind === "granted-sources"),
  );
  for (const [name, tier] of entrances) {
    const granted = typeof tier.ingress === "string" ? [] : tier.ingress;
    const flows = granted.filter((flow) => flow.from?.kind === "granted-sources");
    if (flows.length > 1) complain(["tiers", name, "ingress"], "Write granted sources once.");
    if (!flows.every((flow) => isOneService(flow.ports))) {
      complain(["tiers", name, "ingress"], "A grant opens one service of tcp or udp: tcp/22.");
    }
  }
  if (entrances.length > 1) {
    const names = entrances.map(([name]) => name).join(" and ");
    complain(["tiers"], `Only one tier can take granted sources; here ${names} do.`);
  }
}
