-- Approval policy as data: leads of other teams answer where a rule of the policy wants them, and the policy itself is
-- changed by a change request alone (decision 0904).

-- ---------------------------------------------------------------- leads of other teams

ALTER TABLE "approval" ADD COLUMN "team_id" UUID;
ALTER TABLE "approval"
  ADD CONSTRAINT "approval_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "approval_team" CHECK ("team_id" IS NULL OR "role" = 'team_lead');

-- As before, but that a lead of a team that the requirement names answers for that team.
CREATE OR REPLACE FUNCTION "approval_guard"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT c.state, c.pin, c.answer_by, c.requirement, s.team_id INTO asked
    FROM change_request c LEFT JOIN stack s ON s.id = c.stack_id WHERE c.id = NEW.change_id FOR UPDATE OF c;
  IF asked.state IS DISTINCT FROM 'open' OR asked.answer_by <= clock_timestamp() THEN
    RAISE EXCEPTION 'the change is not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_open';
  END IF;
  IF NEW.pin <> asked.pin THEN
    RAISE EXCEPTION 'the change is not what was read' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_pin';
  END IF;
  IF NEW.team_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements(asked.requirement -> 'parts') part
     WHERE part -> 'teamIds' ? NEW.team_id::text) THEN
    RAISE EXCEPTION 'this team is not asked' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_authority';
  END IF;
  IF (NEW.role = 'team_lead' AND coalesce(NEW.team_id, asked.team_id) IS NULL)
     OR NOT holds_role(NEW.person_id, NEW.role,
                       CASE WHEN NEW.role = 'team_lead' THEN coalesce(NEW.team_id, asked.team_id) END)
     OR holds_role(NEW.person_id, 'ssh_admin', NULL) THEN
    RAISE EXCEPTION 'the role to answer is missing' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_authority';
  END IF;
  IF NEW.dismissed_at IS NOT NULL THEN
    RAISE EXCEPTION 'an answer begins standing' USING ERRCODE = 'check_violation';
  END IF;
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- the policy is changed by a request

DO $$
DECLARE
  kinds text;
BEGIN
  SELECT substr(pg_get_constraintdef(oid), 6) INTO kinds FROM pg_constraint
   WHERE conname = 'change_request_kind' AND conrelid = 'change_request'::regclass;
  ALTER TABLE change_request DROP CONSTRAINT change_request_kind;
  EXECUTE format('ALTER TABLE change_request ADD CONSTRAINT change_request_kind CHECK (kind = %L OR %s)', 'policy', kinds);
END $$;

ALTER TABLE "change_request" DROP CONSTRAINT "change_request_request", DROP CONSTRAINT "change_request_about_something";
ALTER TABLE "change_request"
  ADD CONSTRAINT "change_request_request" CHECK ("request" IS NULL OR "kind" IN ('match', 'rule', 'policy')),
  ADD CONSTRAINT "change_request_about_something" CHECK (
    ("stack_id" IS NOT NULL OR "kind" IN ('exception', 'review', 'policy'))
    AND ("kind" <> 'exception' OR ("stack_id" IS NULL) <> ("scope_id" IS NULL))),
  ADD CONSTRAINT "change_request_policy" CHECK ("kind" <> 'policy' OR (
    "stack_id" IS NULL AND "scope_id" IS NULL AND jsonb_typeof("request" -> 'policy') = 'object'
    AND jsonb_array_length("plan" -> 'steps') = 0));

-- Who may say yes is not for one to say: the web asks, others approve, and the worker writes what was approved.
CREATE FUNCTION "policy_follows_change"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'sallyport_web' OR (current_user = 'sallyport_worker' AND NOT EXISTS (
    SELECT 1 FROM change_request c
     WHERE c.kind = 'policy' AND c.state = 'applying' AND c.request -> 'policy' = NEW.value)) THEN
    RAISE EXCEPTION 'the policy is changed by an approved request' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'policy_follows_change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "policy_follows_change" BEFORE INSERT OR UPDATE ON "setting"
  FOR EACH ROW WHEN (NEW."key" = 'policy') EXECUTE FUNCTION "policy_follows_change"();

GRANT INSERT, UPDATE ("value", "version", "updated_at") ON "setting" TO sallyport_worker;
