-- A stack's own policy, like the organisation's, is changed by an approved request alone (decision 0909).

ALTER TABLE "change_request" DROP CONSTRAINT "change_request_policy";
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_policy" CHECK ("kind" <> 'policy' OR (
  "scope_id" IS NULL AND jsonb_typeof("request" -> 'policy') = 'object' AND jsonb_array_length("plan" -> 'steps') = 0
  AND "request" ->> 'kind' = CASE WHEN "stack_id" IS NULL THEN 'policy' ELSE 'stack-policy' END));

-- As before, but that a stack's own policy is never the organisation's.
CREATE OR REPLACE FUNCTION "policy_follows_change"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'sallyport_web' OR (current_user = 'sallyport_worker' AND NOT EXISTS (
    SELECT 1 FROM change_request c
     WHERE c.kind = 'policy' AND c.stack_id IS NULL AND c.state = 'applying' AND c.request -> 'policy' = NEW.value)) THEN
    RAISE EXCEPTION 'the policy is changed by an approved request' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'policy_follows_change';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION "gets_its_policy"(was stack, becomes stack) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (to_jsonb(was) - ARRAY['policy', 'yaml', 'version']) = (to_jsonb(becomes) - ARRAY['policy', 'yaml', 'version'])
    AND becomes.version = was.version + 1 AND EXISTS (
      SELECT 1 FROM change_request c
       WHERE c.kind = 'policy' AND c.stack_id = was.id AND c.state = 'applying'
         AND c.request -> 'policy' = becomes.policy AND c.request ->> 'yaml' = becomes.yaml)
$$;

-- The web makes stacks without a policy of their own, and leaves that of others as it is. One that was only planned may
-- have been asked for with a policy that nobody approved: whoever takes over its name begins without.
CREATE FUNCTION "stack_policy_follows_change"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (current_user = 'sallyport_web' AND NEW.policy <> CASE
        WHEN TG_OP = 'INSERT' THEN '{}'::jsonb WHEN OLD.planned THEN '{}'::jsonb ELSE OLD.policy END)
     OR (current_user = 'sallyport_worker' AND TG_OP = 'UPDATE' AND NEW.policy <> OLD.policy
         AND NOT gets_its_policy(OLD, NEW)) THEN
    RAISE EXCEPTION 'the policy of a stack is changed by an approved request' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'stack_policy_follows_change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "stack_policy_follows_change" BEFORE INSERT OR UPDATE ON "stack"
  FOR EACH ROW EXECUTE FUNCTION "stack_policy_follows_change"();

-- As before, and where an approved policy is written.
DROP TRIGGER "stack_moves_with_change" ON "stack";
CREATE TRIGGER "stack_moves_with_change" BEFORE UPDATE ON "stack"
  FOR EACH ROW WHEN (NOT (current_user = 'sallyport_worker' AND gets_its_policy(OLD, NEW)))
  EXECUTE FUNCTION "stack_moves_with_change"();
GRANT UPDATE ("policy") ON "stack" TO sallyport_worker;
