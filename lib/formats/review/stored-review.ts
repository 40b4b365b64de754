/** What the database keeps of a review, checked again whenever it is read: throws where it is something else. */
import { z } from "zod";
import type { Evidence, Population } from "#lib/core/review/evidence.ts";
import { REVIEW_KINDS, type ReviewScope } from "#lib/core/review/review-scope.ts";

export const reviewScopeSchema = z.strictObject({
  kinds: z.array(z.enum(REVIEW_KINDS)).min(1),
  stackIds: z.array(z.uuid()).nullable(),
  personIds: z.array(z.uuid()).nullable(),
}) satisfies z.ZodType<ReviewScope>;

const time = z.iso.datetime();

export const evidenceSchema = z.strictObject({
  title: z.string(),
  stack: z.string().nullable(),
  account: z.string(),
  region: z.string(),
  owner: z.strictObject({ name: z.string(), email: z.string() }).nullable(),
  source: z.string().nullable(),
  peer: z.string().nullable(),
  service: z.string().nullable(),
  groupId: z.string().nullable(),
  why: z.string(),
  began: time.nullable(),
  ends: time.nullable(),
  reviewBy: z.iso.date().nullable(),
  asked: z.strictObject({ by: z.string(), at: time, change: z.int().nullable() }).nullable(),
  approved: z.array(z.strictObject({ by: z.string(), role: z.string(), at: time })),
  lastReview: z
    .strictObject({ review: z.int(), by: z.string(), at: time, decision: z.enum(["keep", "revoke"]) })
    .nullable(),
  lastChange: z.strictObject({ at: time, by: z.string(), what: z.string() }).nullable(),
  entries: z.array(z.uuid()),
  reach: z.strictObject({
    verdict: z.enum(["yes", "no", "unknown", "ungoverned", "not-seen", "as-found"]),
    sentence: z.string(),
    interfaces: z.int(),
    instances: z.int(),
    seenAt: time.nullable(),
  }),
}) satisfies z.ZodType<Evidence>;

export const populationSchema = z.strictObject({
  takenAt: time,
  counts: z.array(z.strictObject({ kind: z.enum(REVIEW_KINDS), inScope: z.int(), all: z.int() })),
  looks: z.array(
    z.strictObject({
      account: z.string(),
      region: z.string(),
      seenAt: time.nullable(),
      complete: z.boolean(),
      digest: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<Population>;
