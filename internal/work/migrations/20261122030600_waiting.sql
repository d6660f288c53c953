-- +goose Up
-- Where a case is mainly followed when not here; who may see whether it is late.
ALTER TABLE work_case ADD COLUMN elsewhere TEXT NOT NULL DEFAULT '';
ALTER TABLE work_case ADD COLUMN lateness TEXT NOT NULL DEFAULT '';
-- The time that waits for a coordinator never counts against the unit: what is asked for now and since when, and
-- for how many days answers were waited for.
ALTER TABLE work_case ADD COLUMN asks TEXT NOT NULL DEFAULT '';
ALTER TABLE work_case ADD COLUMN asked_on TEXT;
ALTER TABLE work_period ADD COLUMN waited {{int}} NOT NULL DEFAULT 0;
ALTER TABLE work_period ADD COLUMN asked_on TEXT;
