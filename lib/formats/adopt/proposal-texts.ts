/** A proposed stack as the two texts somebody keeps: its pattern and itself. */
import type { Stack } from "#lib/core/tier/pattern.ts";
import { printPatternYaml } from "../pattern/pattern-yaml.ts";
import { printStackYaml } from "../stack/stack-yaml.ts";

/** What an observation cannot tell. */
export interface KeptBy {
  /** Name of the team that will own the stack. */
  readonly team: string;
  /** ISO date: when its standing sources are looked at again. */
  readonly review: string;
}

export interface ProposalTexts {
  readonly pattern: string;
  readonly stack: string;
}

/** Both read back as they are; the stack names the pattern's version. */
export const proposalTexts = (stack: Stack, { team, review }: KeptBy): ProposalTexts => ({
  pattern: printPatternYaml(stack.pattern),
  stack: printStackYaml({
    name: stack.name,
    accountId: stack.accountId,
    region: stack.region,
    vpcId: stack.vpcId,
    team,
    pattern: { name: stack.pattern.name, version: stack.pattern.version },
    bindings: stack.bindings,
    standing: stack.openSources.map((source) => ({ ...source, owner: null, review })),
    policy: {},
  }),
});
