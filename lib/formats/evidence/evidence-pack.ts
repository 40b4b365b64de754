/** The evidence of an access review as JSON: what auditors get, and what `sallyport verify-pack` reads. */
import { z } from "zod";
import { REVIEW_KINDS } from "#lib/core/review/review-scope.ts";
import { saidSchema } from "../log/said.ts";
import { evidenceSchema, populationSchema } from "../review/stored-review.ts";

/** The first edition knew no proofs, the second no clear text beside entries. */
const FORMATS = [
  "sallyport-evidence-pack@1",
  "sallyport-evidence-pack@2",
  "sallyport-evidence-pack@3",
] as const;
export const PACK_FORMAT = FORMATS[2];

const time = z.iso.datetime();

const approvalSchema = z.strictObject({
  by: z.string(),
  role: z.string(),
  decision: z.enum(["approve", "reject"]),
  at: time,
});

export const changeSchema = z.strictObject({
  number: z.int(),
  title: z.string(),
  state: z.string(),
  askedBy: z.string(),
  askedAt: time,
  answers: z.array(approvalSchema),
  finishedAt: time.nullable(),
  /** Calls on EC2 that were planned, and those that are done. */
  steps: z.int(),
  done: z.int(),
});

export const packRowSchema = z.strictObject({
  row: z.int().min(1),
  kind: z.enum(REVIEW_KINDS),
  /** As it was when the review began. */
  evidence: evidenceSchema,
  decision: z
    .strictObject({
      kind: z.enum(["keep", "revoke"]),
      until: time.nullable(),
      by: z.string(),
      at: time,
      note: z.string(),
    })
    .nullable()
    .describe("Null: nobody decided about it"),
  question: z
    .strictObject({
      by: z.string(),
      at: time,
      text: z.string(),
      answer: z.strictObject({ says: z.string(), at: time, note: z.string() }).nullable(),
    })
    .nullable(),
  /** What became of it: a sentence. */
  done: z.string(),
  /** The change that takes it away. */
  change: z.int().nullable(),
  /** Places of the log's entries about it. */
  log: z.array(z.int()),
});

export const logEntrySchema = z.strictObject({
  place: z.int(),
  /** SHA-256(0x00 || entry), as RFC 6962 hashes a leaf; hexadecimal. */
  leafHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The entry's exact text. */
  entry: z.string(),
  /** What the entry says of people, by part: it holds a salted hash of each. */
  said: saidSchema.optional(),
  /** RFC 6962 audit path from the entry to the checkpoint's root: hashes in base64. */
  proof: z.array(z.string()).optional(),
});

export const evidencePackSchema = z.strictObject({
  format: z.enum(FORMATS),
  edition: z.int().min(1),
  madeAt: time,
  /** Verifies the signature. Trust it only when it is the one you got from Sallyport's Settings. */
  key: z.string(),
  /** A C2SP checkpoint of the log, signed with the same key: the proofs of the entries lead to it. */
  checkpoint: z.string().optional(),
  review: z.strictObject({
    number: z.int(),
    name: z.string(),
    reviewer: z.string(),
    begunBy: z.string(),
    begunAt: time,
    dueAt: time,
    closedBy: z.string(),
    closedAt: time,
    note: z.string(),
    scope: z.strictObject({
      kinds: z.array(z.enum(REVIEW_KINDS)),
      stacks: z.array(z.string()).nullable().describe("Null: every stack"),
      people: z.array(z.string()).nullable().describe("Null: everybody"),
    }),
  }),
  population: populationSchema,
  summary: z.strictObject({
    rows: z.int(),
    kept: z.int(),
    revoked: z.int(),
    /** Rows that nobody decided about. */
    leftOpen: z.array(z.int()),
    deciders: z.array(z.strictObject({ name: z.string(), decisions: z.int() })),
    takenAway: z.int(),
    pending: z.int(),
  }),
  rows: z.array(packRowSchema),
  changes: z.array(changeSchema),
  log: z.array(logEntrySchema),
});

export type EvidencePack = z.output<typeof evidencePackSchema>;
