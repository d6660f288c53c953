-- +goose Up
-- How many new articles a fetch has stored that is still under way: its pages come one after the other.
ALTER TABLE listen_fetch ADD COLUMN taken {{int}} NOT NULL DEFAULT 0;
