/** The log for its pages. */
import { notFound } from "next/navigation";
import { z } from "zod";
import { AUDIT_ACTIONS } from "#lib/core/audit/audit-action.ts";
import { auditEntryInput, readAuditEntry } from "#lib/usecases/audit/read-audit-entry.ts";
import { auditSearchInput, searchAudit } from "#lib/usecases/audit/search-audit.ts";
import { verifyAudit } from "#lib/usecases/audit/verify-audit.ts";
import { auditChoices } from "#lib/usecases/read/audit-choices.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

const AUDIT_FILTERS = ["person", "stack", "group", "action", "since", "until"] as const;

const dayStart = (day: string) => `${day}T00:00:00Z`;

const dayAfter = (day: string) => {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString();
};

const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success;

export async function auditPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const deps = { db: webDatabase() };
  const { after, ...filters } = await knownParameters(parameters, [...AUDIT_FILTERS, "after"]);
  const choices = valueOrAbsent(await auditChoices(deps, actor));
  const asked = auditSearchInput.safeParse({
    personId: filters.person,
    stackId: filters.stack,
    groupId: filters.group,
    action: filters.action,
    after,
    ...(isDay(filters.since) ? { since: dayStart(filters.since) } : {}),
    ...(isDay(filters.until) ? { until: dayAfter(filters.until) } : {}),
  });
  const page = asked.success ? valueOrAbsent(await searchAudit(deps, actor, asked.data)) : null;
  return { filters, choices, page, actions: AUDIT_ACTIONS };
}

export async function auditEntryPage(id: string) {
  const { actor } = await requirePerson();
  const input = auditEntryInput.safeParse({ id });
  if (!input.success) notFound();
  return valueOrAbsent(await readAuditEntry({ db: webDatabase() }, actor, input.data));
}

const places = (count: number) => `${count} ${count === 1 ? "entry" : "entries"}`;

export const verifyFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    z.strictObject({}),
    data,
    (actor) => verifyAudit({ db: webDatabase() }, actor),
    ({ checked, waiting, faults, faultCount }) =>
      faultCount === 0
        ? `Checked ${places(checked)}: no edit and no gap found. ${waiting === 0 ? "" : `${places(waiting)} too young to have a place yet. `}Whether the end was cut off cannot be told from here.`
        : `The log is broken: ${faultCount} faults in ${places(checked)}. ${faults.slice(0, 10).join(" ")}`,
  );
