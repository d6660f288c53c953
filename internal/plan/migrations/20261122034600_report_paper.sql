-- +goose Up
-- The paper of a report; 0 until a report of an earlier release has been given one.
ALTER TABLE plan_report ADD COLUMN paper {{ref}} NOT NULL DEFAULT 0;
