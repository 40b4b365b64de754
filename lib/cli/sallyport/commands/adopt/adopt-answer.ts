/** An adoption as the report has it. */
import type { Adoption, Claim, ProposedStack } from "#lib/core/adopt/adoption.ts";
import { type ProposedFile, stackFileName } from "#lib/formats/adopt/proposed-files.ts";
import type { AdoptReport } from "#lib/formats/report/adopt-report.ts";
import type { Estate } from "../../input/read-estate.ts";
import { reportHead } from "../../report/report-head.ts";

const claim = ({ confidence, evidence }: Claim) => ({
  confidence,
  evidence: evidence.map(({ kind, text }) => ({ kind, text })),
});

const stackReport = (proposed: ProposedStack, { index }: Estate): AdoptReport["stacks"][number] => {
  const { stack, tiers, calledOut, oddMembers, unknowns } = proposed;
  return {
    name: stack.name,
    vpcId: stack.vpcId,
    pattern: `${stack.pattern.name}@${stack.pattern.version}`,
    file: stackFileName(stack),
    ...claim(proposed),
    tiers: tiers.map((tier) => ({
      tier: tier.tier,
      duty: tier.duty,
      ...claim(tier),
      groups: tier.bindings.map((binding) => ({
        groupId: binding.groupId,
        name: index.groups.get(binding.groupId)?.name ?? "",
        ...claim(binding),
      })),
    })),
    calledOut: calledOut.map(({ tier, groupId, ruleKey, reason }) => ({ tier, groupId, ruleKey, reason })),
    oddMembers: oddMembers.map(({ interfaceId, reason }) => ({ interfaceId, reason })),
    unknowns: [...unknowns],
  };
};

/** A proposal is neither right nor wrong: having none, and saying so, is an answer as well. */
export const adoptReport = (
  adoption: Adoption,
  files: readonly ProposedFile[],
  estate: Estate,
): AdoptReport => ({
  ...reportHead(estate, [], estate.observation.parts.groups.complete ? "in-line" : "cannot-tell"),
  command: "adopt",
  stacks: adoption.stacks.map((stack) => stackReport(stack, estate)),
  shared: adoption.shared.map(({ groupId, stacks }) => ({ groupId, stacks: [...stacks] })),
  leftOut: adoption.leftOut.map(({ groupId, name, code, reason }) => ({ groupId, name, code, reason })),
  noTiers: adoption.noTiers,
  unknowns: [...adoption.unknowns],
  files: files.map(({ name, yaml }) => ({ name, yaml })),
});
