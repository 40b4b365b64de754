import type { Database } from "../ports.ts";
import { type GivenUp, WORTH_SENDING_DAYS } from "./given-up.ts";
import { withLinks } from "./notice-links.ts";

export interface WebhookSender {
  /** Names the webhook among others. */
  readonly name: string;
  /** Rejects when the receiver did not take it. */
  send(body: string): Promise<void>;
}

interface Due {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly isLastTry: boolean;
}

/** A claim that is not followed by an answer lapses after this: then it is sent again. */
const CLAIM_SECONDS = 30;
const PERSON_SUFFIX = ":00000000-0000-0000-0000-000000000000".length;

/** What several people are told of one thing is one delivery. */
const queueNew = (db: Database, hook: string) => db.$executeRaw`
  INSERT INTO webhook_delivery (hook, dedupe_key, kind, subject, body, created_at)
  SELECT DISTINCT ON (about) ${hook}, about, kind, subject, body, created_at
    FROM (SELECT *, left(dedupe_key, -${PERSON_SUFFIX}::int) AS about FROM notice
           WHERE created_at > now() - interval '1 day' AND send_after <= now() + interval '1 hour') told
   ORDER BY about, created_at
  ON CONFLICT (hook, dedupe_key) DO NOTHING`;

/** As many are told in a round. */
const LIMIT = 20;

/** One at a time, so that a process that dies holds up no other. Its next try is set before the first, with jitter. */
async function claim(db: Database, hook: string): Promise<Due | undefined> {
  const [due] = await db.$queryRaw<Due[]>`
  UPDATE webhook_delivery SET attempts = attempts + 1,
         send_after = now() + least(3600, ${CLAIM_SECONDS} * power(2, least(attempts, 7))) * (0.75 + random() / 2)
                            * interval '1 second'
   WHERE id IN (
     SELECT id FROM webhook_delivery
      WHERE hook = ${hook} AND sent_at IS NULL AND send_after <= now()
        AND (attempts = 0 OR send_after < created_at + make_interval(days => ${WORTH_SENDING_DAYS}::int))
      ORDER BY send_after LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, subject, body, created_at AS "createdAt", attempts,
            send_after >= created_at + make_interval(days => ${WORTH_SENDING_DAYS}::int) AS "isLastTry"`;
  return due;
}

/** Tells a webhook of everything people are told, once each. `base` and `giveUp`: as for mail. */
export async function sendWebhooks(
  db: Database,
  sender: WebhookSender,
  base: string | undefined,
  giveUp: (message: GivenUp) => void = () => undefined,
): Promise<{ readonly sent: number; readonly failed: number }> {
  await queueNew(db, sender.name);
  let sent = 0;
  let failed = 0;
  while (sent + failed < LIMIT) {
    const due = await claim(db, sender.name);
    if (due === undefined) break;
    const { id, kind, subject, body, createdAt } = due;
    const text = withLinks(body, base);
    try {
      await sender.send(JSON.stringify({ id, kind, subject, text, at: createdAt.toISOString() }));
    } catch (error) {
      failed += 1;
      const problem = error instanceof Error ? error.message : String(error);
      await db.$executeRaw`UPDATE webhook_delivery SET problem = ${problem.slice(0, 500)} WHERE id = ${id}::uuid`;
      if (due.isLastTry) giveUp({ id, kind, attempts: due.attempts, problem });
      continue;
    }
    sent += 1;
    await db.$executeRaw`UPDATE webhook_delivery SET sent_at = now(), problem = NULL WHERE id = ${id}::uuid`;
  }
  return { sent, failed };
}
