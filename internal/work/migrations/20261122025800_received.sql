-- +goose Up
-- What one unit handed in and another typed: for whom, how it came, and who of the unit has looked at it since.
-- Progress alone tells how far something is; what is owed stays owed.
ALTER TABLE work_submission ADD COLUMN progress {{bool}} NOT NULL DEFAULT FALSE;
ALTER TABLE work_submission ADD COLUMN for_unit {{ref}} NOT NULL DEFAULT 0;
ALTER TABLE work_submission ADD COLUMN received {{json}};
ALTER TABLE work_submission ADD COLUMN confirmed_id {{ref}} NOT NULL DEFAULT 0;
ALTER TABLE work_submission ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE work_submission ADD COLUMN confirmed_at {{ts}};
CREATE INDEX work_submission_unconfirmed ON work_submission (for_unit, id) WHERE for_unit <> 0 AND confirmed_at IS NULL;
