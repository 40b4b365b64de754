-- What reviews and retention left open: who may review, which looks stay, and when evidence is made again.

-- ---------------------------------------------------------------- who reviews

-- As before, and nobody who holds SSH access reviews anybody's, nor closes a review.
CREATE FUNCTION "runs_reviews"(person uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (holds_role(person, 'security_reviewer', NULL) OR holds_role(person, 'cloud_admin', NULL))
     AND NOT holds_role(person, 'ssh_admin', NULL)
$$;

CREATE OR REPLACE FUNCTION "review_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'closed' THEN
    RAISE EXCEPTION 'a closed review stays as it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_guard';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.state <> 'open' THEN
    RAISE EXCEPTION 'a review begins open' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_guard';
  END IF;
  IF (TG_OP = 'INSERT' OR NEW.reviewer_id <> OLD.reviewer_id) AND NOT runs_reviews(NEW.reviewer_id) THEN
    RAISE EXCEPTION 'a reviewer holds the role for it' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_guard';
  END IF;
  IF NEW.closed_by_id IS NOT NULL AND NOT runs_reviews(NEW.closed_by_id) THEN
    RAISE EXCEPTION 'who closes a review holds the role for it' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'review_guard';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "review_row_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  reviewed record;
BEGIN
  SELECT r.state INTO reviewed FROM review r WHERE r.id = NEW.review_id FOR SHARE;
  IF reviewed.state IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION 'the review is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_row_guard';
  END IF;
  IF TG_OP = 'INSERT' AND (NEW.decision IS NOT NULL OR NEW.asked_at IS NOT NULL OR NEW.change_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a row begins undecided' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_row_guard';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.review_id, NEW.ordinal, NEW.kind, NEW.grant_id, NEW.stack_id, NEW.source_id,
      NEW.exception_id, NEW.owner_id, NEW.evidence) IS DISTINCT FROM (OLD.review_id, OLD.ordinal, OLD.kind,
      OLD.grant_id, OLD.stack_id, OLD.source_id, OLD.exception_id, OLD.owner_id, OLD.evidence) THEN
    RAISE EXCEPTION 'what is reviewed stays as it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_row_guard';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.decided_by_id IS NOT NULL
     AND (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM
         (OLD.decision, OLD.decided_by_id, OLD.decided_at)
     AND NOT runs_reviews(NEW.decided_by_id) THEN
    RAISE EXCEPTION 'who decides holds the role for it' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'review_row_guard';
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- which looks stay

-- When something happened about an account and Region that somebody may want to see it by: what its stacks' entries
-- say, and those about the account itself (an exception or a review's change of no stack), reviews, and questions.
CREATE FUNCTION "told_moments"(looked_at uuid) RETURNS SETOF timestamptz
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.at FROM audit_entry e JOIN stack s ON s.id = e.stack_id WHERE s.scope_id = looked_at
   UNION SELECT e.at FROM audit_entry e JOIN change_request c ON c.id = e.change_id
          WHERE e.stack_id IS NULL AND c.scope_id = looked_at
   UNION SELECT e.at FROM audit_entry e
          WHERE e.action LIKE 'review.%' OR (e.action LIKE 'question.%' AND e.stack_id IS NULL)
   UNION SELECT m.at FROM change_request c LEFT JOIN stack s ON s.id = c.stack_id
          CROSS JOIN LATERAL (VALUES (c.created_at), (c.finished_at)) m (at)
          WHERE coalesce(s.scope_id, c.scope_id) = looked_at AND m.at IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION "needed_looks"(looked_at uuid) RETURNS SETOF bigint
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH moments AS (
    SELECT told.at FROM told_moments(looked_at) told (at)
     -- The first look of all, and the last.
     UNION SELECT '-infinity'::timestamptz
     UNION SELECT 'infinity'::timestamptz)
  SELECT found.id FROM moments m CROSS JOIN LATERAL (
    (SELECT o.id FROM observation o
      WHERE o.scope_id = looked_at AND o.digest IS NOT NULL AND o.finished_at <= m.at
      ORDER BY o.finished_at DESC, o.id DESC LIMIT 1)
    UNION ALL
    (SELECT o.id FROM observation o
      WHERE o.scope_id = looked_at AND o.digest IS NOT NULL AND o.finished_at > m.at
      ORDER BY o.finished_at, o.id LIMIT 1)) found
$$;

CREATE OR REPLACE FUNCTION "needed_look_stays"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    WITH told AS (
      SELECT g.scope_id, g.finished_at, true AS is_gone FROM gone g WHERE g.digest IS NOT NULL
       UNION ALL
      SELECT o.scope_id, o.finished_at, false FROM observation o
       WHERE o.digest IS NOT NULL AND o.scope_id IN (SELECT scope_id FROM gone)),
    in_force AS (
      SELECT t.*, lead(t.finished_at) OVER (PARTITION BY t.scope_id ORDER BY t.finished_at) AS next_at FROM told t)
    SELECT 1 FROM (SELECT DISTINCT scope_id FROM gone) looked
      CROSS JOIN LATERAL told_moments(looked.scope_id) m (at)
      JOIN in_force f ON f.scope_id = looked.scope_id AND m.at >= f.finished_at
       AND (f.next_at IS NULL OR m.at < f.next_at)
     WHERE f.is_gone) THEN
    RAISE EXCEPTION 'an entry of the log rests on this look' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'needed_look_stays';
  END IF;
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------- when evidence is made again

-- How much of what a review revoked has come to its end: its changes, and its grants. It only ever grows, so evidence
-- that was made while some of it was ending unseen is known to be behind, whatever the clocks say.
CREATE FUNCTION "review_settled"(reviewed uuid) RETURNS integer
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (count(DISTINCT c.id) FILTER (WHERE c.finished_at IS NOT NULL)
        + count(DISTINCT g.id) FILTER (WHERE g.state = 'ended'))::integer
    FROM review_row r JOIN change_request c ON c.id = r.change_id LEFT JOIN "grant" g ON g.id = r.grant_id
   WHERE r.review_id = reviewed AND r.decision = 'revoke'
$$;

ALTER TABLE "evidence_pack" ADD COLUMN "settled" INTEGER;
-- Editions that are there: as many as their own text says.
ALTER TABLE "evidence_pack" DISABLE TRIGGER "evidence_pack_kept";
UPDATE "evidence_pack" pack SET "settled" =
  (SELECT count(*) FROM jsonb_array_elements(convert_from(pack."json", 'UTF8')::jsonb -> 'changes') c
    WHERE c ->> 'finishedAt' IS NOT NULL)
  + (SELECT count(*) FROM jsonb_array_elements(convert_from(pack."json", 'UTF8')::jsonb -> 'rows') r
      WHERE r ->> 'kind' = 'grant' AND r ->> 'done' LIKE 'Taken away by change %; it ended at %');
ALTER TABLE "evidence_pack" ENABLE TRIGGER "evidence_pack_kept";
ALTER TABLE "evidence_pack" ALTER COLUMN "settled" SET NOT NULL;
ALTER TABLE "evidence_pack" ADD CONSTRAINT "evidence_pack_settled" CHECK ("settled" >= 0);

-- ---------------------------------------------------------------- since when a finding is known

-- A finding of an account and Region, from the first look that showed it until one did not. Written when something
-- changed, by its id's SHA-256; before this table nobody kept it.
CREATE TABLE "finding_span" (
  "scope_id" UUID NOT NULL,
  "finding_hash" BYTEA NOT NULL,
  "first_seen_at" TIMESTAMPTZ(6) NOT NULL,
  "gone_at" TIMESTAMPTZ(6),
  CONSTRAINT "finding_span_pkey" PRIMARY KEY ("scope_id", "finding_hash", "first_seen_at"),
  CONSTRAINT "finding_span_scope_id_fkey" FOREIGN KEY ("scope_id") REFERENCES "scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "finding_span_hash" CHECK (octet_length("finding_hash") = 32),
  CONSTRAINT "finding_span_period" CHECK ("gone_at" IS NULL OR "gone_at" >= "first_seen_at")
);
CREATE UNIQUE INDEX "finding_span_current" ON "finding_span" ("scope_id", "finding_hash") WHERE "gone_at" IS NULL;

GRANT SELECT ON "finding_span" TO sallyport_web, sallyport_worker;
GRANT INSERT, UPDATE ("gone_at") ON "finding_span" TO sallyport_worker;
-- Kept from the next look on, whether or not that shows anything new.
UPDATE "posture_look" SET "basis" = '';
