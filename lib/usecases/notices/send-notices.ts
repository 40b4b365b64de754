import type { Database } from "../ports.ts";
import { type GivenUp, WORTH_SENDING_DAYS } from "./given-up.ts";
import { withLinks } from "./notice-links.ts";

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Rejects when the mail server did not take the message. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

interface Claimed {
  readonly id: string;
  readonly kind: string;
  readonly attempts: number;
  readonly isLastTry: boolean;
  readonly subject: string;
  readonly body: string;
  readonly name: string;
  readonly address: string;
}

/** A claim that is not followed by an answer lapses after this: then the message is sent again. */
const CLAIM_SECONDS = 60;

/**
 * Takes one message that is due. The next try is set before the first is made, further away each time, so that a process
 * that ends meanwhile loses nothing; and nobody holds more than the one, so that it holds up no other.
 */
async function claim(db: Database): Promise<Claimed | undefined> {
  const [claimed] = await db.$queryRaw<Claimed[]>`
    UPDATE notice SET attempts = attempts + 1,
           send_after = now() + least(3600, ${CLAIM_SECONDS} * power(2, least(attempts, 6))) * interval '1 second'
      FROM person
     WHERE person.id = notice.person_id AND notice.id IN (
       SELECT due.id FROM notice due JOIN person p ON p.id = due.person_id
        WHERE due.sent_at IS NULL AND due.send_after <= now() AND p.disabled_at IS NULL
          AND (due.attempts = 0 OR due.send_after < due.created_at + make_interval(days => ${WORTH_SENDING_DAYS}::int))
        ORDER BY due.send_after LIMIT 1 FOR UPDATE OF due SKIP LOCKED)
    RETURNING notice.id, notice.kind, notice.attempts, notice.subject, notice.body,
              notice.send_after >= notice.created_at + make_interval(days => ${WORTH_SENDING_DAYS}::int) AS "isLastTry",
              person.display_name AS name, person.email AS address`;
  return claimed;
}

/** As many are sent in a round. */
const LIMIT = 20;

/**
 * Sends what is due; returns how many the mail server took. People who are disabled get nothing. `base`: Sallyport's
 * address as people know it, for links. `giveUp` hears of each message that is tried no more.
 */
export async function sendNotices(
  db: Database,
  mailer: Mailer,
  base?: string,
  giveUp: (message: GivenUp) => void = () => undefined,
): Promise<{ readonly sent: number; readonly failed: number }> {
  let sent = 0;
  let failed = 0;
  while (sent + failed < LIMIT) {
    const notice = await claim(db);
    if (notice === undefined) break;
    const { id, name, address, subject, body } = notice;
    try {
      await mailer.send({ to: { name, address }, subject, text: `${withLinks(body, base)}\n` });
    } catch (error) {
      failed += 1;
      const problem = error instanceof Error ? error.message : String(error);
      await db.$executeRaw`UPDATE notice SET problem = ${problem.slice(0, 500)} WHERE id = ${id}::uuid`;
      if (notice.isLastTry) giveUp({ id, kind: notice.kind, attempts: notice.attempts, problem });
      continue;
    }
    sent += 1;
    await db.$executeRaw`UPDATE notice SET sent_at = now(), problem = NULL WHERE id = ${id}::uuid`;
  }
  return { sent, failed };
}
