-- Evidence is made when a review is closed, and again, as a further edition, when what it revoked has come to its end.
ALTER TABLE "evidence_pack" ADD COLUMN "edition" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "evidence_pack" DROP CONSTRAINT "evidence_pack_pkey";
ALTER TABLE "evidence_pack" ADD CONSTRAINT "evidence_pack_pkey" PRIMARY KEY ("review_id", "edition");
ALTER TABLE "evidence_pack" ADD CONSTRAINT "evidence_pack_edition" CHECK ("edition" >= 1);

-- Exceptions to findings have their table now.
ALTER TABLE "review_row" ADD CONSTRAINT "review_row_exception_id_fkey"
  FOREIGN KEY ("exception_id") REFERENCES "finding_exception"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "review_row_exception_id_idx" ON "review_row"("exception_id");
