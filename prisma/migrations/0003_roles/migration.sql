-- The two database roles the processes sign in as, with the least each needs. The owner is whoever runs migrations.
-- Passwords are set by the runner (lib/adapters/db/role-passwords.ts). A table that a later migration makes is
-- closed to both until that migration grants something.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sallyport_web', 'sallyport_worker'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- Roles belong to the whole server: another database's migration was first.
    END;
  END LOOP;
  EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO sallyport_web, sallyport_worker', current_database());
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    GRANT SELECT ON public._prisma_migrations TO sallyport_web, sallyport_worker;
  END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sallyport_web, sallyport_worker;
REVOKE EXECUTE ON FUNCTION "audit_entry_arrives"() FROM PUBLIC;

-- Both read everything but sessions, which only the web needs.
GRANT SELECT ON "person", "identity", "team", "role_assignment", "scope", "observation", "content", "observed_item",
  "pattern", "stack", "source", "stack_source", "setting", "change_request", "approval", "step", "journal_entry",
  "lease", "grant", "audit_entry", "audit_index", "audit_waiting", "notice" TO sallyport_web, sallyport_worker;

-- ---------------------------------------------------------------- web: people, the model, asking and answering

GRANT SELECT, INSERT, DELETE, UPDATE ("expires_at") ON "session" TO sallyport_web;
GRANT INSERT, UPDATE ("display_name", "email", "disabled_at") ON "person" TO sallyport_web;
GRANT INSERT ON "identity" TO sallyport_web;
GRANT INSERT, UPDATE ("name") ON "team" TO sallyport_web;
GRANT INSERT, UPDATE ("valid_until") ON "role_assignment" TO sallyport_web;
GRANT UPDATE ("account_name", "enabled") ON "scope" TO sallyport_web;
GRANT INSERT ON "pattern" TO sallyport_web;
GRANT INSERT, UPDATE ("name", "scope_id", "vpc_id", "team_id", "pattern_id", "yaml", "bindings", "policy", "version",
  "retired_at") ON "stack" TO sallyport_web;
GRANT INSERT, UPDATE ("name") ON "source" TO sallyport_web;
GRANT INSERT, DELETE, UPDATE ("review_at") ON "stack_source" TO sallyport_web;
GRANT INSERT, UPDATE ("value", "version", "updated_at") ON "setting" TO sallyport_web;
GRANT INSERT, UPDATE ("state", "version", "outcome", "approved_at", "finished_at") ON "change_request" TO sallyport_web;
GRANT INSERT, UPDATE ("dismissed_at") ON "approval" TO sallyport_web;
GRANT INSERT, UPDATE ("state", "end_reason", "ended_at", "ended_by_id", "end_change_id") ON "grant" TO sallyport_web;
GRANT INSERT ON "audit_entry", "notice" TO sallyport_web;

-- ---------------------------------------------------------------- worker: observing, applying, the log's order

GRANT INSERT, UPDATE ("account_name", "enabled") ON "scope" TO sallyport_worker;
GRANT INSERT, UPDATE ("state", "finished_at", "parts", "progress", "digest", "changes", "problem") ON "observation"
  TO sallyport_worker;
GRANT INSERT ON "content" TO sallyport_worker;
GRANT INSERT, UPDATE ("valid_until") ON "observed_item" TO sallyport_worker;
GRANT INSERT, UPDATE ("state", "version", "outcome", "approved_at", "finished_at") ON "change_request" TO sallyport_worker;
GRANT UPDATE ("dismissed_at") ON "approval" TO sallyport_worker;
GRANT INSERT, UPDATE ("state") ON "step" TO sallyport_worker;
GRANT INSERT ON "journal_entry" TO sallyport_worker;
GRANT INSERT, UPDATE ("token", "holder", "expires_at") ON "lease" TO sallyport_worker;
GRANT UPDATE ("state", "ends_at", "opened_at", "ended_at", "end_reason", "ended_by_id", "end_change_id",
  "already_open_by") ON "grant" TO sallyport_worker;
GRANT INSERT ON "audit_entry", "audit_index" TO sallyport_worker;
GRANT DELETE ON "audit_waiting" TO sallyport_worker;
GRANT INSERT, UPDATE ("send_after", "sent_at", "attempts", "problem") ON "notice" TO sallyport_worker;

GRANT USAGE ON SEQUENCE "change_request_number_seq", "grant_number_seq" TO sallyport_web;
GRANT USAGE ON SEQUENCE "change_request_number_seq", "observation_id_seq", "observed_item_id_seq",
  "journal_entry_id_seq" TO sallyport_worker;
