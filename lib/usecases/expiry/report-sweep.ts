import { z } from "zod";
import { invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { SPOOL_ROOT } from "#lib/formats/spool/spool-line.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { contentHash } from "../observation/known-item.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";
import type { SweptRule } from "./sweep.ts";

const sweptSchema = z.strictObject({
  at: z.iso.datetime(),
  accountId: z.string().max(20),
  region: z.string().max(40),
  groupId: z.string().max(40),
  rule: z.string().max(500),
  until: z.iso.datetime(),
  outcome: z.enum(["would-revoke", "revoked", "still-there", "unknown"]),
  code: z.string().max(200),
  message: z.string().max(4_000),
}) satisfies z.ZodType<SweptRule>;

/** Ten thousand rules a sweep, at their longest. */
const LONGEST = 50_000_000;

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** False where it was taken before. */
async function keepLine(transaction: Transaction, hash: string, rule: SweptRule): Promise<boolean> {
  const { at, accountId, region, groupId } = rule;
  const { count } = await transaction.spoolLine.createMany({
    data: [
      {
        hash,
        previousHash: SPOOL_ROOT,
        writtenAt: new Date(at),
        accountId,
        region,
        groupId,
        ruleKey: rule.rule,
        body: { ...rule },
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}

/**
 * Takes lines that `sweep` printed into the log as *reported*: by an operator, of a machine that Sallyport does not
 * watch, each line once. All of them or none.
 */
export async function reportSweep(
  db: Database,
  actor: SystemActor,
  text: string,
): Promise<Result<{ readonly taken: number; readonly passedOver: number }, Refusal>> {
  if (text.length > LONGEST) return fail(invalid("That is more than a sweep prints."));
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const swept = lines.map((line) => ({
    hash: contentHash(line),
    rule: sweptSchema.safeParse(parsed(line)).data,
  }));
  const strange = swept.findIndex(({ rule }) => rule === undefined);
  if (strange >= 0) return fail(invalid(`Line ${strange + 1} is no line of a sweep. Nothing was taken.`));
  return db.$transaction(
    async (transaction) => {
      let taken = 0;
      for (const { hash, rule } of swept) {
        // One that only would have been revoked tells of nothing that happened.
        if (rule === undefined || rule.outcome === "would-revoke") continue;
        if (!(await keepLine(transaction, hash, rule))) continue;
        const { groupId, ...details } = rule;
        await appendAudit(transaction, {
          actor,
          action: "sweep.reported",
          subjects: { groupId },
          details: { ...details, hash },
        });
        taken += 1;
      }
      return succeed({ taken, passedOver: swept.length - taken });
    },
    { timeout: 120_000 },
  );
}
