/** From what EC2 said to everything that is said about it, step by step. */
import { adopt } from "#lib/core/adopt/adopt.ts";
import type { Adoption } from "#lib/core/adopt/adoption.ts";
import { catalogueContext } from "#lib/core/findings/catalogue/catalogue-context.ts";
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";
import { runCatalogue, worstFirst } from "#lib/core/findings/catalogue/run-catalogue.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { Report } from "./progress.ts";

/** Everything one look found; it stays where it was made. */
export interface Look {
  readonly observation: Observation;
  readonly index: ObservationIndex;
  /** Worst first; of the rules that need no model. */
  readonly findings: readonly CatalogueFinding[];
  readonly adoption: Adoption;
}

const found = (index: ObservationIndex, report: Report): readonly CatalogueFinding[] => {
  const rules = CATALOGUE.filter(({ needs }) => needs === "account");
  const tell = (done: number, detail: string) =>
    report({ step: "findings", part: done / (rules.length + 1), detail });
  tell(0, "what each rule allows");
  const context = catalogueContext({ observation: index.observation, index });
  return rules
    .flatMap((rule, at) => {
      tell(at + 1, rule.title);
      return runCatalogue(context, [rule]);
    })
    .sort(worstFirst);
};

/** Everything there is to say about it. */
export const analyse = (observation: Observation, report: Report): Look => {
  const index = indexObservation(observation);
  const findings = found(index, report);
  report({ step: "proposals", part: 0, detail: "" });
  const adoption = adopt(observation, index, (done, of) =>
    report({ step: "proposals", part: done / of, detail: `${done} of ${of} VPCs` }),
  );
  return { observation, index, findings, adoption };
};
