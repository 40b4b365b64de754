-- Whether an earlier call may still undo a step is asked before each one: by lease and time, among intents alone.
CREATE INDEX "journal_entry_intent" ON "journal_entry" ("lease_key", "created_at") WHERE "kind" = 'intent';
