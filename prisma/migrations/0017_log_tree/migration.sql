-- The log as a tree (RFC 6962). Its leaves are the leaf hashes in audit_index; of the nodes above, those of every
-- eighth level are kept, so that any root or proof is made of few rows. Checkpoints are what the worker signed of it.

CREATE TABLE "audit_subtree" (
  "level" INTEGER NOT NULL,
  "index" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "audit_subtree_pkey" PRIMARY KEY ("level", "index"),
  CONSTRAINT "audit_subtree_level" CHECK ("level" > 0 AND "level" % 8 = 0),
  CONSTRAINT "audit_subtree_index" CHECK ("index" >= 0),
  CONSTRAINT "audit_subtree_hash" CHECK (length("hash") = 32)
);
CREATE TRIGGER "audit_subtree_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_subtree"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "audit_subtree_follows"() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.index <> coalesce((SELECT max(index) + 1 FROM audit_subtree WHERE level = NEW.level), 0) THEN
    RAISE EXCEPTION 'the next subtree of level % is not %', NEW.level, NEW.index USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_subtree_follows" BEFORE INSERT ON "audit_subtree"
  FOR EACH ROW EXECUTE FUNCTION "audit_subtree_follows"();

CREATE TABLE "audit_checkpoint" (
  "size" BIGINT NOT NULL,
  "key_id" TEXT NOT NULL,
  "root" BYTEA NOT NULL,
  "note" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("size", "key_id"),
  CONSTRAINT "audit_checkpoint_size" CHECK ("size" >= 0),
  CONSTRAINT "audit_checkpoint_root" CHECK (length("root") = 32),
  CONSTRAINT "audit_checkpoint_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "signing_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "audit_checkpoint_key_id_idx" ON "audit_checkpoint"("key_id");
CREATE TRIGGER "audit_checkpoint_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

GRANT SELECT ON "audit_subtree", "audit_checkpoint" TO sallyport_web, sallyport_worker;
GRANT INSERT ON "audit_subtree", "audit_checkpoint" TO sallyport_worker;
