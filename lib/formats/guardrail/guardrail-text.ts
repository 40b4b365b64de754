/**
 * Guardrails as people write them, in a pattern or a stack:
 *
 *     guardrails:
 *       - never: internet -> tier db
 *       - always: tier web -> tier app tcp/8080
 *       - sources within: [198.51.100.0/24]
 *         tier: ssh-admin
 */
import { z } from "zod";
import { guardrailPeerText } from "#lib/core/guardrail/guardrail-text.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Guardrail, GuardrailPeer, Service } from "#lib/core/tier/pattern.ts";
import { readPeer } from "../pattern/peer-text.ts";
import { printService, readService } from "../pattern/service-text.ts";
import { nameText } from "../yaml/texts.ts";

const EVERYTHING: Service = { protocol: "all", fromPort: null, toPort: null };

const MEANT =
  "A guardrail looks like internet -> tier db tcp/3306; without services it speaks of all of them.";

const readGuardrailPeer = (text: string): Result<GuardrailPeer, string> => {
  if (text === "internet") return succeed({ kind: "internet" });
  const peer = readPeer(text);
  if (!peer.ok) return fail(`${peer.problem} Or "internet".`);
  const { value } = peer;
  return value.kind === "tier" || value.kind === "cidr" || value.kind === "group"
    ? succeed(value)
    : fail('A guardrail names "internet", "tier NAME", a network, or an sg- id.');
};

type Flow = Omit<Extract<Guardrail, { kind: "never" | "always" }>, "kind">;

/** `internet -> tier db tcp/3306, tcp/5432` */
const readFlow = (text: string): Result<Flow, string> => {
  const match = /^(.+?) +-> +tier ([a-z][a-z0-9-]{0,62})(?: +(\S.*))?$/.exec(text.trim());
  const [, from = "", tier = "", ports = ""] = match ?? [];
  if (match === null) return fail(MEANT);
  const peer = readGuardrailPeer(from);
  if (!peer.ok) return peer;
  const services: Service[] = [];
  for (const part of ports.split(/[,\s]+/).filter((each) => each !== "")) {
    const service = readService(part);
    if (!service.ok) return service;
    services.push(service.value);
  }
  return succeed({ peer: peer.value, tier, services: services.length === 0 ? [EVERYTHING] : services });
};

const flowText = z.string().transform((text, context): Flow => {
  const flow = readFlow(text);
  if (flow.ok) return flow.value;
  context.addIssue({ code: "custom", message: flow.problem });
  return z.NEVER;
});

const networkText = z.string().transform((text, context): string => {
  const peer = readPeer(text);
  if (peer.ok && peer.value.kind === "cidr") return peer.value.cidr;
  context.addIssue({
    code: "custom",
    message: peer.ok ? "Name networks here, such as 10.0.0.0/8." : peer.problem,
  });
  return z.NEVER;
});

const serviceText = z.string().transform((text, context): Service => {
  const service = readService(text);
  if (service.ok) return service.value;
  context.addIssue({ code: "custom", message: service.problem });
  return z.NEVER;
});

const neverSchema = z.strictObject({
  never: flowText.describe("internet -> tier db tcp/3306: not one packet may get through"),
});
const alwaysSchema = z.strictObject({
  always: flowText.describe("tier web -> tier app tcp/8080: every interface reaches every interface"),
});
const withinSchema = z.strictObject({
  "sources within": z.array(networkText).min(1, "Name at least one network."),
  tier: nameText,
  ports: z.array(serviceText).min(1).optional().describe("every service where left out"),
});

const guardrailSchema = z.union(
  [neverSchema, alwaysSchema, withinSchema],
  'A guardrail is "never: PEER -> tier NAME", "always: PEER -> tier NAME", or "sources within: [NETWORK]" with its tier.',
);

/** A list of them, as it stands in a pattern or a stack. */
export const guardrailsSchema = z
  .array(
    guardrailSchema.transform((text): Guardrail => {
      if ("never" in text) return { kind: "never", ...text.never };
      if ("always" in text) return { kind: "always", ...text.always };
      const { tier, ports, "sources within": cidrs } = text;
      return { kind: "sources-within", tier, services: ports ?? [EVERYTHING], cidrs };
    }),
  )
  .describe("What must never, or always, be possible");

/** The tiers that guardrails name: the tier, and a tier as peer. */
export const tiersOfGuardrail = (guardrail: Guardrail): readonly string[] => [
  guardrail.tier,
  ...(guardrail.kind !== "sources-within" && guardrail.peer.kind === "tier" ? [guardrail.peer.tier] : []),
];

const printedServices = (services: readonly Service[]): string => {
  const printed = services.map(printService);
  return printed.join() === "all" ? "" : ` ${printed.join(", ")}`;
};

/** The inverse, as plain values for a YAML text. */
export const guardrailValue = (guardrail: Guardrail): Readonly<Record<string, unknown>> => {
  if (guardrail.kind === "sources-within") {
    const { tier, cidrs, services } = guardrail;
    const ports = services.map(printService);
    return {
      "sources within": cidrs,
      tier,
      ...(ports.join() === "all" ? {} : { ports }),
    };
  }
  const { kind, peer, tier, services } = guardrail;
  return { [kind]: `${guardrailPeerText(peer)} -> tier ${tier}${printedServices(services)}` };
};
