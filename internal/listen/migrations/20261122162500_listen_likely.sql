-- +goose Up
-- Pairs of stories that the program takes for one, until it looks again. Nothing is merged by it.
CREATE TABLE listen_likely (
	story {{ref}} NOT NULL,
	other {{ref}} NOT NULL,
	odds  {{real}} NOT NULL,
	why   TEXT NOT NULL,
	at    {{ts}} NOT NULL,
	PRIMARY KEY (story, other)
) {{strict}};
