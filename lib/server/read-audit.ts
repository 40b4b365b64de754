/** The log for its pages. */
import { notFound } from "next/navigation";
import { z } from "zod";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { AUDIT_ACTIONS } from "#lib/core/audit/audit-action.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result } from "#lib/core/result.ts";
import { auditEntryInput, readAuditEntry } from "#lib/usecases/audit/read-audit-entry.ts";
import { auditSearchInput, searchAudit } from "#lib/usecases/audit/search-audit.ts";
import { type AuditVerification, verifyAudit } from "#lib/usecases/audit/verify-audit.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { auditChoices } from "#lib/usecases/read/audit-choices.ts";
import { AUDIT_FILTERS, filterAsked } from "./audit-filters.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf, pastOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function auditPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const deps = { db: webDatabase() };
  const { after, at, ...filters } = await knownParameters(parameters, [...AUDIT_FILTERS, "after", "at"]);
  const past = await pastOf(momentOf(at));
  const choices = valueOrAbsent(await auditChoices(deps, actor));
  const asked = auditSearchInput.safeParse({
    ...filterAsked({ ...filters, at }),
    after,
  });
  const page = asked.success ? valueOrAbsent(await searchAudit(deps, actor, asked.data)) : null;
  return { filters, choices, page, past, isNewest: after === undefined, actions: AUDIT_ACTIONS };
}

/** An entry that was written later is not there yet at a moment of the past. */
export async function auditEntryPage(id: string, parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const at = momentOf((await knownParameters(parameters, ["at"])).at);
  const input = auditEntryInput.safeParse({ id });
  if (!input.success) notFound();
  const entry = valueOrAbsent(await readAuditEntry({ db: webDatabase() }, actor, input.data));
  if (at !== undefined && Date.parse(entry.at) > at.getTime()) notFound();
  return { entry, past: await pastOf(at) };
}

const places = (count: number) => `${count} ${count === 1 ? "entry" : "entries"}`;

/** A broken log is no success, though the check was one. */
async function verified(actor: PersonActor): Promise<Result<AuditVerification, Refusal>> {
  const result = await verifyAudit({ db: webDatabase() }, actor, signedCheckpoint);
  if (!result.ok || result.value.faultCount === 0) return result;
  const { checked, faults, faultCount } = result.value;
  const shown = faults.slice(0, 10).join(" ");
  const found = faultCount === 1 ? "1 fault" : `${faultCount} faults`;
  return fail(conflict(`The log is broken: ${found} in ${places(checked)}. ${shown}`));
}

export const verifyFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    z.strictObject({}),
    data,
    verified,
    ({ checked, signed, waiting }) =>
      `Checked ${places(checked)}: no edit and no gap found, and the first ${signed} are what the worker signed. ${waiting === 0 ? "" : `${places(waiting)} too young to have a place yet. `}Whether the end was cut off together with its checkpoints can be told only with one that is kept outside: sallyport audit verify.`,
  );
