import type { AuditAction } from "#lib/core/audit/audit-action.ts";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import type { Actor } from "../ports.ts";

/** What an entry is about: ids, so that the log can be filtered by them. */
export interface AuditSubjects {
  readonly stackId?: string;
  /** EC2's group id. */
  readonly groupId?: string;
  readonly changeId?: string;
  readonly grantId?: string;
  /** Who it is about, when not the actor. */
  readonly personId?: string;
}

export interface AuditRecord {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly subjects?: AuditSubjects;
  /** Whatever else makes the entry readable by itself, years later: names as they were, times, sentences. */
  readonly details?: { readonly [name: string]: Json };
}
