-- A stack's team, whose lead answers, is changed like its own policy: by an approved request alone (decision 0920).

-- As before, and with the team that the request names; where it names none the team stays.
CREATE OR REPLACE FUNCTION "gets_its_policy"(was stack, becomes stack) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (to_jsonb(was) - ARRAY['policy', 'yaml', 'version', 'team_id'])
       = (to_jsonb(becomes) - ARRAY['policy', 'yaml', 'version', 'team_id'])
    AND becomes.version = was.version + 1 AND EXISTS (
      SELECT 1 FROM change_request c
       WHERE c.kind = 'policy' AND c.stack_id = was.id AND c.state = 'applying'
         AND c.request -> 'policy' = becomes.policy AND c.request ->> 'yaml' = becomes.yaml
         AND coalesce(c.request ->> 'teamId', was.team_id::text) = becomes.team_id::text)
$$;

-- Nor does the web move a stack that is in use, or was, from one team to another.
CREATE FUNCTION "stack_team_follows_change"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (current_user = 'sallyport_web' AND NOT OLD.planned)
     OR (current_user = 'sallyport_worker' AND NOT gets_its_policy(OLD, NEW)) THEN
    RAISE EXCEPTION 'the team of a stack is changed by an approved request' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'stack_team_follows_change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "stack_team_follows_change" BEFORE UPDATE ON "stack"
  FOR EACH ROW WHEN (OLD."team_id" IS DISTINCT FROM NEW."team_id")
  EXECUTE FUNCTION "stack_team_follows_change"();
GRANT UPDATE ("team_id") ON "stack" TO sallyport_worker;
