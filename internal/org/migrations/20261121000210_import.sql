-- +goose Up
-- A sheet of units that somebody is looking at before it is applied.
CREATE TABLE org_import (
	id      {{id}},
	account {{ref}} NOT NULL,
	name    TEXT NOT NULL,
	sheet   {{json}} NOT NULL,
	version {{int}} NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
