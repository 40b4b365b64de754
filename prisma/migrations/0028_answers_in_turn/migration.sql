-- Answers are given in turn, and to every part of what is wanted, for raw SQL too; and what a request says beside its
-- plan (why, and when it starts) changes like the plan does: only while nobody's answer stands (decisions 0907, 0908).

-- ---------------------------------------------------------------- in turn, and part by part

CREATE FUNCTION "fits_part"(part jsonb, given_role text, given_team uuid) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT part -> 'roles' ? given_role AND CASE
    WHEN jsonb_typeof(part -> 'teamIds') = 'array' THEN given_team IS NOT NULL AND part -> 'teamIds' ? given_team::text
    ELSE given_team IS NULL END
$$;

-- Whether the answers that stand can fill every part before a stage. A part alone must have as many as it wants; those
-- that ask for no team by name share who answers them (a cloud admin, a lead, either), so they must have enough together.
CREATE FUNCTION "parts_are_met"(change uuid, pinned text, requirement jsonb, before_stage int) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH part AS (
    SELECT p AS body, (p ->> 'count')::bigint AS wanted, jsonb_typeof(p -> 'teamIds') = 'array' AS of_teams
      FROM jsonb_array_elements(requirement -> 'parts') p
     WHERE coalesce((p ->> 'stage')::int, 0) < before_stage),
  given AS (
    SELECT DISTINCT a.person_id, a.role, a.team_id FROM approval a
     WHERE a.change_id = change AND a.dismissed_at IS NULL AND a.decision = 'approve' AND a.pin = pinned)
  SELECT NOT EXISTS (
      SELECT 1 FROM part WHERE wanted > (SELECT count(*) FROM given g WHERE fits_part(body, g.role, g.team_id)))
    AND coalesce((SELECT sum(wanted) FROM part WHERE of_teams IS NOT TRUE), 0) <= (
      SELECT count(*) FROM given g
       WHERE EXISTS (SELECT 1 FROM part WHERE of_teams IS NOT TRUE AND fits_part(body, g.role, g.team_id)))
$$;

CREATE FUNCTION "approval_in_turn"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked jsonb;
  turn int;
BEGIN
  SELECT c.requirement INTO asked FROM change_request c WHERE c.id = NEW.change_id;
  SELECT min(coalesce((part ->> 'stage')::int, 0)) INTO turn
    FROM jsonb_array_elements(asked -> 'parts') part WHERE fits_part(part, NEW.role, NEW.team_id);
  IF turn > 0 AND NOT parts_are_met(NEW.change_id, NEW.pin, asked, turn) THEN
    RAISE EXCEPTION 'answers are given in turn' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_in_turn';
  END IF;
  RETURN NEW;
END $$;
-- After `approval_guard`, by name: that one takes the row's lock.
CREATE TRIGGER "approval_in_turn" BEFORE INSERT ON "approval"
  FOR EACH ROW WHEN (NEW."decision" = 'approve') EXECUTE FUNCTION "approval_in_turn"();

CREATE FUNCTION "change_request_is_met"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT parts_are_met(NEW.id, NEW.pin, NEW.requirement, 2147483647) THEN
    RAISE EXCEPTION 'approvals are missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'approvals_missing';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "change_request_is_met" BEFORE UPDATE ON "change_request"
  FOR EACH ROW WHEN (OLD."state" = 'open' AND NEW."state" = 'approved') EXECUTE FUNCTION "change_request_is_met"();

-- ---------------------------------------------------------------- why, and when it starts

DROP TRIGGER "change_request_moves" ON "change_request";
CREATE TRIGGER "change_request_moves" BEFORE UPDATE ON "change_request"
  FOR EACH ROW WHEN (NOT (OLD."state" = 'draft' OR (OLD."state" = 'stale' AND NEW."state" = 'open')
    OR (OLD."state" = 'approved' AND NEW."state" = 'open'
      AND (OLD."pin", OLD."starts_at", OLD."reason") IS DISTINCT FROM (NEW."pin", NEW."starts_at", NEW."reason"))))
  EXECUTE FUNCTION "change_request_moves"();
DROP TRIGGER "change_request_plans" ON "change_request";
CREATE TRIGGER "change_request_plans" BEFORE UPDATE ON "change_request"
  FOR EACH ROW WHEN (current_user IN ('sallyport_web', 'sallyport_worker') AND (
    (OLD."plan", OLD."pin", OLD."effect", OLD."requirement", OLD."request", OLD."answer_by", OLD."starts_at", OLD."reason")
      IS DISTINCT FROM (NEW."plan", NEW."pin", NEW."effect", NEW."requirement", NEW."request", NEW."answer_by",
        NEW."starts_at", NEW."reason")
    OR OLD."state" = 'draft' OR (OLD."state" = 'stale' AND NEW."state" = 'open')))
  EXECUTE FUNCTION "change_request_plans"();
GRANT UPDATE ("reason", "starts_at") ON "change_request" TO sallyport_web;
ALTER TABLE "change_request" DROP CONSTRAINT "change_request_starts";
-- A request that is put up again later may also start later: counted from its last answer's time, not from its first day.
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_starts" CHECK (
  "starts_at" IS NULL OR ("kind" IN ('match', 'rule') AND "starts_at" <= "answer_by" + interval '31 days'));
