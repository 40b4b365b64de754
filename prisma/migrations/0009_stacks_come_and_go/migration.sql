-- Stacks that a change makes, and stacks that a change retires, with their groups on EC2 (decision 0621).

-- A stack that is only planned is not in use, so nobody grants, plans or observes anything on it; the change that makes
-- it has a team, an account and a name to be about.
ALTER TABLE "stack" ADD COLUMN "planned" boolean NOT NULL DEFAULT false;
ALTER TABLE "stack"
  ADD CONSTRAINT "stack_planned_is_not_in_use" CHECK (NOT "planned" OR "retired_at" IS NOT NULL);

ALTER TABLE "change_request" DROP CONSTRAINT "change_request_kind";
ALTER TABLE "change_request" ADD CONSTRAINT "change_request_kind" CHECK (
  "kind" IN ('grant', 'extend', 'revoke', 'expire', 'match', 'rule', 'create-stack', 'retire-stack'));

-- What is made is not there yet, and what is retired is.
CREATE FUNCTION "change_request_about_stack"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT s.planned, s.retired_at INTO asked FROM stack s WHERE s.id = NEW.stack_id FOR SHARE;
  IF (NEW.kind = 'create-stack') <> asked.planned OR (NEW.kind = 'retire-stack' AND asked.retired_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this stack cannot be made or retired now' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'change_request_about_stack';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "change_request_about_stack" BEFORE INSERT ON "change_request"
  FOR EACH ROW EXECUTE FUNCTION "change_request_about_stack"();

-- The worker puts a stack into use, or out of it, only while a change that says so is being applied; and it binds
-- groups only to a stack that is being made.
CREATE FUNCTION "stack_moves_with_change"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'sallyport_worker' AND (
    (NOT OLD.planned AND (NEW.bindings <> OLD.bindings OR NEW.yaml <> OLD.yaml OR NEW.planned))
    OR NOT EXISTS (
      SELECT 1 FROM change_request c
       WHERE c.stack_id = OLD.id AND c.state IN ('applying', 'unknown')
         AND c.kind = CASE WHEN OLD.planned THEN 'create-stack' ELSE 'retire-stack' END)) THEN
    RAISE EXCEPTION 'the worker changes a stack only for its change' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'stack_moves_with_change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "stack_moves_with_change" BEFORE UPDATE ON "stack"
  FOR EACH ROW EXECUTE FUNCTION "stack_moves_with_change"();

GRANT UPDATE ("planned") ON "stack" TO sallyport_web;
GRANT UPDATE ("bindings", "yaml", "planned", "retired_at", "version") ON "stack" TO sallyport_worker;
