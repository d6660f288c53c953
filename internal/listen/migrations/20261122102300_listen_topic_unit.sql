-- +goose Up
-- The unit that answers for a topic; 0: nobody said so.
ALTER TABLE listen_topic ADD COLUMN unit {{ref}} NOT NULL DEFAULT 0;
