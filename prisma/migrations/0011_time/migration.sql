-- Seeing things as of a moment: what stacks were meant to be then, and which looks are no longer kept.

-- The look in force at a moment is asked for by every page.
CREATE INDEX "observation_told" ON "observation" ("scope_id", "finished_at" DESC, "id" DESC)
  WHERE "digest" IS NOT NULL;
-- Content that nothing shows any more is found, and removed, by its hash.
CREATE INDEX "observed_item_hash_idx" ON "observed_item" ("hash");

-- ---------------------------------------------------------------- what was meant

CREATE TABLE "stack_version" (
    "id" BIGSERIAL NOT NULL,
    "stack_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_until" TIMESTAMPTZ(6),
    "in_use" BOOLEAN NOT NULL,
    "vpc_id" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "pattern_id" UUID NOT NULL,
    "yaml" TEXT NOT NULL,
    "bindings" JSONB NOT NULL,
    "standing" JSONB NOT NULL,

    CONSTRAINT "stack_version_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "stack_version_period" CHECK ("valid_until" IS NULL OR "valid_until" > "valid_from")
);
CREATE INDEX "stack_version_stack_id_valid_from_idx" ON "stack_version" ("stack_id", "valid_from");
CREATE UNIQUE INDEX "stack_version_current" ON "stack_version" ("stack_id") WHERE "valid_until" IS NULL;
ALTER TABLE "stack_version" ADD CONSTRAINT "stack_version_stack_id_fkey" FOREIGN KEY ("stack_id")
  REFERENCES "stack"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "stack_version" ADD CONSTRAINT "stack_version_team_id_fkey" FOREIGN KEY ("team_id")
  REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "stack_version" ADD CONSTRAINT "stack_version_pattern_id_fkey" FOREIGN KEY ("pattern_id")
  REFERENCES "pattern"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whoever changes a stack, and however, its version is kept: nobody writes this table but this function.
CREATE FUNCTION "keep_stack_version"(changed uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  fresh record;
  kept record;
BEGIN
  SELECT s.retired_at IS NULL AS in_use, s.vpc_id, s.team_id, s.pattern_id, s.yaml, s.bindings,
         coalesce((SELECT jsonb_agg(jsonb_build_object('sourceId', o.source_id, 'reviewAt', o.review_at)
                                    ORDER BY o.source_id)
                     FROM stack_source o WHERE o.stack_id = s.id), '[]'::jsonb) AS standing
    INTO fresh FROM stack s WHERE s.id = changed;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT v.in_use, v.vpc_id, v.team_id, v.pattern_id, v.yaml, v.bindings, v.standing, v.id, v.valid_from
    INTO kept FROM stack_version v WHERE v.stack_id = changed AND v.valid_until IS NULL FOR UPDATE;
  IF FOUND THEN
    IF (kept.in_use, kept.vpc_id, kept.team_id, kept.pattern_id, kept.yaml, kept.bindings, kept.standing)
       IS NOT DISTINCT FROM (fresh.in_use, fresh.vpc_id, fresh.team_id, fresh.pattern_id, fresh.yaml,
                             fresh.bindings, fresh.standing) THEN
      RETURN;
    END IF;
    IF kept.valid_from >= transaction_timestamp() THEN
      UPDATE stack_version SET (in_use, vpc_id, team_id, pattern_id, yaml, bindings, standing) =
        (fresh.in_use, fresh.vpc_id, fresh.team_id, fresh.pattern_id, fresh.yaml, fresh.bindings, fresh.standing)
       WHERE id = kept.id;
      RETURN;
    END IF;
    UPDATE stack_version SET valid_until = transaction_timestamp() WHERE id = kept.id;
  END IF;
  INSERT INTO stack_version (stack_id, valid_from, in_use, vpc_id, team_id, pattern_id, yaml, bindings, standing)
  VALUES (changed, transaction_timestamp(), fresh.in_use, fresh.vpc_id, fresh.team_id, fresh.pattern_id,
          fresh.yaml, fresh.bindings, fresh.standing);
END $$;
REVOKE EXECUTE ON FUNCTION "keep_stack_version"(uuid) FROM PUBLIC;

CREATE FUNCTION "stack_version_follows"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM keep_stack_version(NEW.id);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION "stack_version_follows"() FROM PUBLIC;
CREATE TRIGGER "stack_version_follows" AFTER INSERT OR UPDATE ON "stack"
  FOR EACH ROW EXECUTE FUNCTION "stack_version_follows"();

CREATE FUNCTION "stack_version_follows_sources"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM keep_stack_version(OLD.stack_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM keep_stack_version(NEW.stack_id); END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION "stack_version_follows_sources"() FROM PUBLIC;
CREATE TRIGGER "stack_version_follows_sources" AFTER INSERT OR UPDATE OR DELETE ON "stack_source"
  FOR EACH ROW EXECUTE FUNCTION "stack_version_follows_sources"();

-- Stacks that are there already: as they stand. One that was saved once only has been so since it was made.
INSERT INTO "stack_version" ("stack_id", "valid_from", "in_use", "vpc_id", "team_id", "pattern_id", "yaml", "bindings", "standing")
SELECT s.id, CASE WHEN s.version = 1 THEN s.created_at ELSE transaction_timestamp() END, s.retired_at IS NULL, s.vpc_id,
       s.team_id, s.pattern_id, s.yaml, s.bindings,
       coalesce((SELECT jsonb_agg(jsonb_build_object('sourceId', o.source_id, 'reviewAt', o.review_at)
                                  ORDER BY o.source_id)
                   FROM stack_source o WHERE o.stack_id = s.id), '[]'::jsonb)
  FROM stack s;

-- ---------------------------------------------------------------- what is no longer kept

-- Said for ever: between which moments looks were thinned, to what, and how many went.
CREATE TABLE "thinned_span" (
    "id" BIGSERIAL NOT NULL,
    "scope_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "until_at" TIMESTAMPTZ(6) NOT NULL,
    "kept" TEXT NOT NULL,
    "looks" INTEGER NOT NULL,
    "spans" INTEGER NOT NULL,
    "thinned_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "thinned_span_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "thinned_span_kept" CHECK ("kept" IN ('day', 'month')),
    CONSTRAINT "thinned_span_period" CHECK ("until_at" >= "from_at"),
    CONSTRAINT "thinned_span_counts" CHECK ("looks" >= 0 AND "spans" >= 0)
);
CREATE UNIQUE INDEX "thinned_span_scope_id_kept_key" ON "thinned_span" ("scope_id", "kept");
ALTER TABLE "thinned_span" ADD CONSTRAINT "thinned_span_scope_id_fkey" FOREIGN KEY ("scope_id")
  REFERENCES "scope"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an entry of the log rests on stays: the look in force when it was written, and the first one after it.
CREATE FUNCTION "needed_looks"(looked_at uuid) RETURNS SETOF bigint
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH moments AS (
    SELECT e.at FROM audit_entry e JOIN stack s ON s.id = e.stack_id WHERE s.scope_id = looked_at
     UNION SELECT e.at FROM audit_entry e WHERE e.action LIKE 'review.%'
     UNION SELECT c.created_at FROM change_request c JOIN stack s ON s.id = c.stack_id WHERE s.scope_id = looked_at
     UNION SELECT c.finished_at FROM change_request c JOIN stack s ON s.id = c.stack_id
            WHERE s.scope_id = looked_at AND c.finished_at IS NOT NULL
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

-- Whoever removes a look, one that an entry of the log rests on stays.
CREATE FUNCTION "needed_look_stays"() RETURNS trigger
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
    SELECT 1 FROM in_force f
      JOIN audit_entry e ON e.at >= f.finished_at AND (f.next_at IS NULL OR e.at < f.next_at)
      JOIN stack s ON s.id = e.stack_id AND s.scope_id = f.scope_id
     WHERE f.is_gone) THEN
    RAISE EXCEPTION 'an entry of the log rests on this look' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'needed_look_stays';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "needed_look_stays" AFTER DELETE ON "observation"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "needed_look_stays"();

GRANT SELECT ON "stack_version", "thinned_span" TO sallyport_web, sallyport_worker;
GRANT DELETE ON "observation", "observed_item", "content" TO sallyport_worker;
GRANT UPDATE ("valid_from") ON "observed_item" TO sallyport_worker;
GRANT INSERT, UPDATE ("from_at", "until_at", "looks", "spans", "thinned_at") ON "thinned_span" TO sallyport_worker;
GRANT USAGE ON SEQUENCE "thinned_span_id_seq" TO sallyport_worker;
