import { z } from "zod";
import { type AuditAction, isAuditAction } from "#lib/core/audit/audit-action.ts";
import { plainText } from "../change/plain-text.ts";
import type { Database } from "../ports.ts";

/** Which entries of the log are meant, for looking through it and for taking it along. */
export const auditFilterFields = {
  /** Who did it, or whom it was about. */
  personId: z.uuid().optional(),
  stackId: z.uuid().optional(),
  groupId: plainText(100).optional(),
  changeId: z.uuid().optional(),
  action: z
    .string()
    .refine(isAuditAction)
    .transform((text) => text as AuditAction)
    .optional(),
  /** From this time on, and before that one. */
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
} as const;

const auditFilter = z.strictObject(auditFilterFields);
export type AuditFilter = z.output<typeof auditFilter>;

export type EntryWhere = NonNullable<NonNullable<Parameters<Database["auditEntry"]["findMany"]>[0]>["where"]>;

export const entriesWhere = ({
  personId,
  stackId,
  groupId,
  changeId,
  action,
  since,
  until,
}: AuditFilter): EntryWhere => ({
  ...(stackId ? { stackId } : {}),
  ...(groupId ? { groupId } : {}),
  ...(changeId ? { changeId } : {}),
  ...(action ? { action } : {}),
  AND: [
    personId ? { OR: [{ personId }, { actor: `person:${personId}` }] } : {},
    since ? { at: { gte: new Date(since) } } : {},
    until ? { at: { lt: new Date(until) } } : {},
  ],
});
