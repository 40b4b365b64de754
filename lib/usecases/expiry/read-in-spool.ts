import { readSpool, type SpoolLine } from "#lib/formats/spool/spool-line.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { notify } from "../notices/notify.ts";
import { contentHash } from "../observation/known-item.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";

/** How a spool was read in. `broken`: its lines do not follow from each other, and none was taken. */
export interface ReadIn {
  readonly lines: number;
  readonly broken: boolean;
}

/**
 * Takes what a worker wrote to its own disk into the log, in one transaction: each line once, however often it is read.
 * Of a spool that was tampered with nothing is believed: it is said so, and told to every cloud admin.
 */
export const readInSpool = (
  db: Database,
  actor: SystemActor,
  file: { readonly name: string; readonly text: string },
): Promise<ReadIn> =>
  db.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('spool', 0))::text`;
    const { lines, brokenAt } = readSpool(file.text, contentHash);
    if (brokenAt !== null) {
      await tellBroken(transaction, actor, file, brokenAt);
      return { lines: 0, broken: true };
    }
    let taken = 0;
    for (const line of lines) taken += await readInLine(transaction, actor, line);
    return { lines: taken, broken: false };
  });

async function readInLine(
  transaction: Transaction,
  actor: SystemActor,
  { hash, previous, event }: SpoolLine,
): Promise<number> {
  const { kind, at, grantId, stackId, personId, accountId, region, groupId, ruleKey, endsAt } = event;
  const { count } = await transaction.spoolLine.createMany({
    data: [
      {
        hash,
        previousHash: previous,
        writtenAt: new Date(at),
        accountId,
        region,
        groupId,
        ruleKey,
        body: { ...event },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return 0;
  // A grant of another database is named, and not referred to.
  const known = await transaction.grant.findFirst({ where: { id: grantId, stackId, personId } });
  await appendAudit(transaction, {
    actor,
    action: "spool.read-in",
    subjects: { groupId, ...(known === null ? {} : { grantId, stackId, personId }) },
    details: {
      spooled: kind,
      at,
      grant: known?.number ?? grantId,
      rule: ruleKey,
      accountId,
      region,
      endsAt,
      code: event.code,
      message: event.message,
      hash,
      previous,
    },
  });
  return 1;
}

async function tellBroken(
  transaction: Transaction,
  actor: SystemActor,
  { name, text }: { readonly name: string; readonly text: string },
  line: number,
): Promise<void> {
  const sentence = `Line ${line} of the spool ${name} does not follow from what stands before it: somebody changed it, or the disk did. Nothing of it is believed; it is kept beside the others, for people to read.`;
  const details = { file: name, hash: contentHash(text), line, sentence };
  await appendAudit(transaction, { actor, action: "spool.broken", details });
  await notify(transaction, await holdersOf(transaction, "cloud_admin"), {
    kind: "overdue",
    about: `spool:${name}`,
    subject: "A spool of revoked access cannot be trusted",
    body: sentence,
  });
}
