/** What people wait for beside the diff: the catalogue of findings, wide questions, and what could be adopted. */
import { adopt } from "#lib/core/adopt/adopt.ts";
import { diffAccount } from "#lib/core/diff/diff-account.ts";
import { catalogueContext, type StackView } from "#lib/core/findings/catalogue/catalogue-context.ts";
import { runCatalogue } from "#lib/core/findings/catalogue/run-catalogue.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { ALL_SERVICES } from "#lib/core/net/service-set.ts";
import { whatCanReach } from "#lib/core/reach/what-can-reach.ts";
import { whoCanReach } from "#lib/core/reach/who-can-reach.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { fastest, timed } from "./timing.ts";

export interface Answers {
  /** Milliseconds of the findings page of an account: its context and every rule, the diff aside. */
  readonly catalogue: number;
  /** The same of an account that nobody has described, as `sallyport check` sees it. */
  readonly bareCatalogue: number;
  /** Who can reach the web tier of a stack, which is open to the Internet, on anything. */
  readonly who: number;
  /** What the Internet can reach on anything, anywhere in the account. */
  readonly what: number;
  readonly adopt: number;
}

const TRIES = 5;

/** `observed` reads the account anew, since what is made of an observation is kept with it. */
export const answersOf = (stacks: readonly Stack[], observed: () => Observation): Answers => {
  const best = (work: (observation: Observation) => unknown): number =>
    fastest(
      Array.from({ length: TRIES }, () => {
        const observation = observed();
        return timed(() => work(observation));
      }),
    );
  const diff = diffAccount(stacks, observed());
  const views: StackView[] = Array.from(diff.stacks, ([stack, found]) => ({ stack, diff: found }));
  const contextOf = (observation: Observation, stack: Stack) => ({
    index: indexObservation(observation),
    stack,
    sources: stack.openSources,
  });
  const [stack] = stacks;
  if (stack === undefined) throw new Error("There is no stack to ask about.");
  const web = { kind: "tier", tier: "web" } as const;
  return {
    catalogue: best((observation) => runCatalogue(catalogueContext({ observation, stacks: views }))),
    bareCatalogue: best((observation) => runCatalogue(catalogueContext({ observation }))),
    who: best((observation) => whoCanReach(web, ALL_SERVICES, contextOf(observation, stack))),
    what: best((observation) =>
      whatCanReach({ kind: "internet" }, ALL_SERVICES, contextOf(observation, stack)),
    ),
    adopt: best((observation) => adopt(observation)),
  };
};
