import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { recordRefusal } from "../audit/record-refusal.ts";
import type { Database, PersonActor, SystemActor, Transaction } from "../ports.ts";
import { bootstrapFirstAdmin } from "./first-admin.ts";
import type { AdmittedPerson, ProvenIdentity } from "./proven-identity.ts";

export interface AdmissionDeps {
  readonly db: Database;
  /** The composition root's: makes the actor for the person who is signing in. */
  readonly mintPerson: (person: AdmittedPerson) => PersonActor;
  readonly operator: SystemActor;
  /** Who becomes the first cloud admin: a subject or a verified e-mail address; null when nobody is named. */
  readonly firstAdmin: string | null;
}

/**
 * Lets somebody in whom the identity provider vouches for. At the first sign-in the person is made known, without any
 * role. Two first sign-ins at once make one person. Somebody disabled is refused.
 */
export async function admitPerson(
  deps: AdmissionDeps,
  identity: ProvenIdentity,
): Promise<Result<AdmittedPerson, "disabled">> {
  const { admitted, isDisabled } = await admit(deps, identity);
  if (!isDisabled) return succeed(admitted);
  const refusal = { kind: "forbidden", sentence: "This person is disabled." } as const;
  await recordRefusal(deps, deps.mintPerson(admitted), "person.signed-in", {}, refusal);
  return fail("disabled" as const);
}

function admit(
  deps: AdmissionDeps,
  identity: ProvenIdentity,
): Promise<{ readonly admitted: AdmittedPerson; readonly isDisabled: boolean }> {
  return deps.db.$transaction(async (transaction) => {
    // One sign-in at a time for one identity: the second one finds what the first one made.
    const key = `${identity.issuer} ${identity.subject}`;
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 20240))`;
    const known = await transaction.identity.findUnique({
      where: { issuer_subject: { issuer: identity.issuer, subject: identity.subject } },
      select: { person: true },
    });
    const person =
      known === null
        ? await makeKnown(transaction, deps, identity)
        : { personId: known.person.id, displayName: known.person.displayName, email: known.person.email };
    if (known !== null && known.person.disabledAt !== null) return { admitted: person, isDisabled: true };
    const current = await followProvider(transaction, deps, identity, person);
    await bootstrapFirstAdmin(transaction, deps.operator, deps.firstAdmin, identity, current);
    return { admitted: current, isDisabled: false };
  });
}

/** An address that the provider says is not theirs is not where their mail goes. */
const usableEmail = (identity: ProvenIdentity): string | null =>
  identity.emailVerified === false ? null : identity.email;

/** Takes over a new name or address from the provider: people marry, and mail must reach them. */
async function followProvider(
  transaction: Transaction,
  deps: AdmissionDeps,
  identity: ProvenIdentity,
  before: AdmittedPerson,
): Promise<AdmittedPerson> {
  const displayName = identity.name ?? before.displayName;
  const email = usableEmail(identity) ?? before.email;
  if (displayName === before.displayName && email === before.email) return before;
  const person = { personId: before.personId, displayName, email };
  await transaction.person.update({
    where: { id: person.personId },
    data: { displayName, email },
    select: { id: true },
  });
  await appendAudit(transaction, {
    actor: deps.mintPerson(person),
    action: "person.changed",
    details: {
      before: { name: before.displayName, email: before.email },
      after: { name: displayName, email },
    },
  });
  return person;
}

async function makeKnown(
  transaction: Transaction,
  deps: AdmissionDeps,
  identity: ProvenIdentity,
): Promise<AdmittedPerson> {
  const email = usableEmail(identity) ?? "";
  const displayName = identity.name ?? identity.email ?? identity.subject;
  const { id } = await transaction.person.create({ data: { displayName, email }, select: { id: true } });
  await transaction.identity.create({
    data: { issuer: identity.issuer, subject: identity.subject, personId: id },
    select: { personId: true },
  });
  const person = { personId: id, displayName, email };
  await appendAudit(transaction, {
    actor: deps.mintPerson(person),
    action: "person.joined",
    details: { issuer: identity.issuer, subject: identity.subject, email },
  });
  return person;
}
