-- +goose Up
-- When and why a gap was found to be over; it stays in the record, and in the state that officers gave it.
ALTER TABLE listen_alert ADD COLUMN ended_at {{ts}};
ALTER TABLE listen_alert ADD COLUMN ended_why TEXT NOT NULL DEFAULT '';
