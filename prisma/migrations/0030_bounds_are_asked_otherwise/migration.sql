-- As in 0028, and where what is accepted alone is said otherwise of an approved request, whose plan stays the same.

DROP TRIGGER "change_request_moves" ON "change_request";
CREATE TRIGGER "change_request_moves" BEFORE UPDATE ON "change_request"
  FOR EACH ROW WHEN (NOT (OLD."state" = 'draft' OR (OLD."state" = 'stale' AND NEW."state" = 'open')
    OR (OLD."state" = 'approved' AND NEW."state" = 'open'
      AND (OLD."pin", OLD."starts_at", OLD."reason", OLD."request")
        IS DISTINCT FROM (NEW."pin", NEW."starts_at", NEW."reason", NEW."request"))))
  EXECUTE FUNCTION "change_request_moves"();
