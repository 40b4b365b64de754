/** A guardrail as people write it: `never: internet -> tier db tcp/3306`. */

import { servicesOfGuardrail } from "#lib/core/guardrail/guardrail-services.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { Guardrail, GuardrailPeer } from "#lib/core/tier/pattern.ts";

export const guardrailPeerText = (peer: GuardrailPeer): string => {
  switch (peer.kind) {
    case "internet":
      return "internet";
    case "tier":
      return `tier ${peer.tier}`;
    case "cidr":
      return peer.cidr;
    case "group":
      return peer.groupId;
  }
};

/** Services are left out where it speaks of all. */
export const guardrailText = (guardrail: Guardrail): string => {
  const printed = printServices(servicesOfGuardrail(guardrail));
  const services = printed.join() === "all" ? "" : ` ${printed.join(", ")}`;
  return guardrail.kind === "sources-within"
    ? `sources of tier ${guardrail.tier}${services} within ${guardrail.cidrs.join(", ")}`
    : `${guardrail.kind}: ${guardrailPeerText(guardrail.peer)} -> tier ${guardrail.tier}${services}`;
};
