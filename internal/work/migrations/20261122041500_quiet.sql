-- +goose Up
-- Letters say nothing of what the case is about: its paper goes round inside the office only.
ALTER TABLE work_case ADD COLUMN quiet {{bool}} NOT NULL DEFAULT FALSE;
