import type { EvidencePack } from "#lib/formats/evidence/evidence-pack.ts";
import { packFileNames } from "#lib/formats/evidence/pack-files.ts";
import { printPackNote } from "#lib/formats/evidence/pack-note.ts";
import { hex, partHashes } from "#lib/formats/evidence/pack-parts.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { sha256, utf8 } from "../audit/leaf-functions.ts";
import { makeCheckpoint } from "../audit/tree/make-checkpoint.ts";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";
import { seenScopes } from "./gather-evidence.ts";
import { lookedAtFor, packContent } from "./pack-content.ts";
import { withProofs } from "./pack-proofs.ts";

/** Who signs: the worker's key, which no other process ever sees. */
export interface NoteSigner {
  readonly keyId: string;
  readonly name: string;
  readonly verifier: string;
  /** The text with its signature under it. */
  readonly signNote: (text: string) => string;
}

export interface PackDeps {
  readonly db: Database;
  readonly actor: SystemActor;
  readonly signer: NoteSigner;
  readonly printPdf: (pack: EvidencePack) => Promise<Uint8Array>;
}

interface DueReview {
  readonly id: string;
  readonly edition: number;
}

/**
 * Closed reviews whose evidence is missing, or says less than has come to its end by now of what they revoked, while
 * none of their changes is still under way. The times of ends and of evidence are not compared: what ends may have begun
 * to end before the evidence was made, and be seen only after it. A grant that was ending at the closing has no change
 * here, so its end counts beside `review_settled`.
 */
const dueReviews = (db: Database): Promise<readonly DueReview[]> =>
  db.$queryRaw<DueReview[]>`
    SELECT r.id::text, coalesce(pack.edition, 0) + 1 AS edition
      FROM review r
      LEFT JOIN LATERAL (
        SELECT edition, settled FROM evidence_pack p WHERE p.review_id = r.id ORDER BY edition DESC LIMIT 1) pack ON true
     WHERE r.state = 'closed' AND (pack.edition IS NULL OR (
       review_settled(r.id) + (SELECT count(*) FROM review_row row JOIN "grant" g ON g.id = row.grant_id
         WHERE row.review_id = r.id AND row.decision = 'revoke' AND row.change_id IS NULL
           AND g.ended_at > r.closed_at) > pack.settled
       AND NOT EXISTS (SELECT 1 FROM review_row row JOIN change_request c ON c.id = row.change_id
                WHERE row.review_id = r.id AND c.finished_at IS NULL)))
     ORDER BY r.closed_at LIMIT 10`;

/** Says once which key signs here, so that Settings can show it. */
export async function introduceSigner(db: Database, { keyId, name, verifier }: NoteSigner): Promise<void> {
  await db.signingKey.createMany({ data: [{ id: keyId, name, verifier }], skipDuplicates: true });
}

/**
 * Makes and signs the evidence that is due; returns how many packs. For the worker's loop. A pack that cannot be made
 * keeps no other waiting: it is thrown once all were tried.
 */
export async function makePacks(deps: PackDeps): Promise<number> {
  let made = 0;
  const problems: unknown[] = [];
  for (const { id, edition } of await dueReviews(deps.db)) {
    try {
      if (await makePack(deps, id, edition)) made += 1;
    } catch (error) {
      problems.push(error);
    }
  }
  if (problems.length > 0) throw new AggregateError(problems, "The evidence of some reviews cannot be made.");
  return made;
}

async function settledOf(transaction: Transaction, reviewId: string): Promise<number> {
  const [row] = await transaction.$queryRaw<{ readonly settled: number }[]>`
    SELECT review_settled(r.id) + (SELECT count(*) FROM review_row row JOIN "grant" g ON g.id = row.grant_id
             WHERE row.review_id = r.id AND row.decision = 'revoke' AND row.change_id IS NULL
               AND g.ended_at > r.closed_at)::integer AS settled
      FROM review r WHERE r.id = ${reviewId}::uuid`;
  return row?.settled ?? 0;
}

const encoded = (pack: EvidencePack): Uint8Array => utf8(`${JSON.stringify(pack, null, 2)}\n`);

async function makePack(deps: PackDeps, reviewId: string, edition: number): Promise<boolean> {
  const { db, actor, signer } = deps;
  const checkpoint = await makeCheckpoint(db, { signer, outside: [], everySeconds: 0 });
  if (checkpoint.kind === "contradicted") throw new Error(checkpoint.sentence);
  const seen = await seenScopes(db, await lookedAtFor(db, reviewId));
  const { pack, settled } = await db.$transaction(
    async (transaction) => {
      const head = { edition, madeAt: await databaseTime(transaction), key: signer.verifier, seen };
      const content = await packContent(transaction, reviewId, head);
      return {
        pack: content === null ? null : await withProofs(transaction, content, signer.keyId),
        settled: await settledOf(transaction, reviewId),
      };
    },
    { isolationLevel: "RepeatableRead", timeout: 60_000 },
  );
  if (pack === null) return false;
  const { number } = pack.review;
  const names = packFileNames(number);
  const [json, pdf] = [encoded(pack), await deps.printPdf(pack)];
  const note = signer.signNote(
    printPackNote({
      review: number,
      edition,
      madeAt: pack.madeAt,
      files: new Map([
        [names.json, hex(sha256(json))],
        [names.pdf, hex(sha256(pdf))],
      ]),
      parts: partHashes(pack, { sha256, utf8 }),
    }),
  );
  return db.$transaction(async (transaction) => {
    // Another worker may have been quicker.
    await transaction.$queryRaw`
      SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`evidence ${reviewId}`}, 0))) held`;
    const known = await transaction.evidencePack.count({ where: { reviewId, edition } });
    if (known > 0) return false;
    await transaction.evidencePack.create({
      data: {
        reviewId,
        edition,
        json: Uint8Array.from(json),
        pdf: Uint8Array.from(pdf),
        note,
        keyId: signer.keyId,
        madeAt: new Date(pack.madeAt),
        settled,
      },
      select: { edition: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "review.packed",
      details: {
        review: number,
        edition,
        key: signer.verifier,
        json: hex(sha256(json)),
        pdf: hex(sha256(pdf)),
        rows: pack.rows.length,
        entries: pack.log.length,
      },
    });
    const { reviewerId } = await transaction.review.findUniqueOrThrow({
      where: { id: reviewId },
      select: { reviewerId: true },
    });
    await notify(transaction, [reviewerId], {
      kind: "review-packed",
      about: `review:${reviewId}:${edition}`,
      subject: `The evidence of access review #${number} is signed`,
      body: `${pack.review.name}, edition ${edition}: ${pack.rows.length} rows, ${pack.log.length} log entries.`,
      link: `/reviews/${number}`,
    });
    return true;
  });
}
