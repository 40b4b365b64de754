-- Questions about reach that are kept as tests, and judged anew with every look at EC2 (decision 0813).

CREATE TABLE "watched_question" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "scope_id" UUID NOT NULL,
  "stack_id" UUID,
  "question" TEXT NOT NULL,
  "expected" TEXT NOT NULL,
  "kept_answer" JSONB,
  "owner_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "removed_at" TIMESTAMPTZ(6),
  "removed_by_id" UUID,
  "state" TEXT NOT NULL,
  "sentence" TEXT NOT NULL,
  "witness" JSONB,
  "since" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "judged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "observation_id" BIGINT NOT NULL,
  CONSTRAINT "watched_question_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "watched_question_expected" CHECK ("expected" IN ('never', 'always', 'same')),
  CONSTRAINT "watched_question_kept" CHECK (("expected" = 'same') = ("kept_answer" IS NOT NULL)),
  CONSTRAINT "watched_question_state" CHECK ("state" IN ('holds', 'broken', 'unknown')),
  CONSTRAINT "watched_question_removed" CHECK (("removed_at" IS NULL) = ("removed_by_id" IS NULL)),
  CONSTRAINT "watched_question_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "watched_question_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "watched_question_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "watched_question_removed_by_id_fkey" FOREIGN KEY ("removed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "watched_question_scope_id_removed_at_idx" ON "watched_question"("scope_id", "removed_at");
CREATE INDEX "watched_question_stack_id_idx" ON "watched_question"("stack_id");
-- The same is watched once.
CREATE UNIQUE INDEX "watched_question_once" ON "watched_question"("scope_id", "question", "expected")
  WHERE "removed_at" IS NULL;

-- What is asked and expected never changes: whoever wants another answer keeps another question. What was taken out
-- stays out.
GRANT SELECT ON "watched_question" TO sallyport_web, sallyport_worker;
GRANT INSERT, UPDATE ("removed_at", "removed_by_id") ON "watched_question" TO sallyport_web;
GRANT UPDATE ("state", "sentence", "witness", "since", "judged_at", "observation_id") ON "watched_question"
  TO sallyport_worker;
