/** An answer's findings as the AWS Security Finding Format: batches for Security Hub, one a line. */
import { createHash } from "node:crypto";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { asffBatches } from "#lib/formats/asff/asff-batches.ts";
import { asffFinding } from "#lib/formats/asff/asff-finding.ts";
import type { Answer } from "../../commands/command.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import type { Surroundings } from "../../surroundings.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Security Hub takes no finding without an account and a Region, and nothing is made up here. */
export function printAsff(
  { report: { observed, findings } }: Answer,
  { now }: Pick<Surroundings, "now">,
): Result<string, readonly InputProblem[]> {
  const accountId = observed?.accountId ?? "";
  const region = observed?.region ?? "";
  const missing = [
    ...(/^\d{12}$/.test(accountId) ? [] : ["--account"]),
    ...(region === "" ? ["--region"] : []),
  ];
  if (missing.length > 0)
    return fail(
      missing.map((option) => ({
        file: "--format asff",
        place: null,
        reason: `Nothing that was given tells it: say it with ${option}.`,
      })),
    );
  const about = { accountId, region, observedAt: now, firstSeenAt: now, accepted: null, sha256 };
  return succeed([...asffBatches(findings.map((finding) => asffFinding(finding, about)))].join(""));
}
