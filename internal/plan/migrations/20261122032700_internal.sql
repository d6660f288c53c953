-- +goose Up
-- A plan that goes round inside the office only: mail says nothing of it, its coordinators alone take it out.
ALTER TABLE plan ADD COLUMN internal {{bool}} NOT NULL DEFAULT FALSE;
