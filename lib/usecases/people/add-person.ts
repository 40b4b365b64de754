import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import type { Deps, SystemActor } from "../ports.ts";

export interface NewPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly disabled: boolean;
}

/**
 * The operator makes somebody known before their first sign-in. Returns the person's id; somebody known already stays
 * as they are.
 */
export const addPerson = (
  deps: Pick<Deps, "db">,
  operator: SystemActor,
  person: NewPerson,
): Promise<string> =>
  deps.db.$transaction(async (transaction) => {
    const { issuer, subject, name, email, disabled } = person;
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${issuer} ${subject}`}, 20240))`;
    const known = await transaction.identity.findUnique({ where: { issuer_subject: { issuer, subject } } });
    if (known !== null) return known.personId;
    const { id } = await transaction.person.create({
      data: {
        displayName: name,
        email,
        disabledAt: disabled ? await databaseTime(transaction) : null,
        identities: { create: { issuer, subject } },
      },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor: operator,
      action: "person.added",
      subjects: { personId: id },
      details: { name, email, issuer, subject, disabled },
    });
    return id;
  });
