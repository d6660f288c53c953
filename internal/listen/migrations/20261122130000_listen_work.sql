-- +goose Up
-- Long work that shows how far it has come, can be stopped, and goes on where it was: replays and uploads. Of an
-- upload the hash of the file and how many of its entries were taken, and nothing of what is in it.
CREATE TABLE listen_work (
	name    TEXT PRIMARY KEY,
	kind    TEXT NOT NULL,
	source  {{ref}} NOT NULL,
	since   {{ts}} NOT NULL,
	phase   TEXT NOT NULL,
	start   {{ref}} NOT NULL,
	place   {{ref}} NOT NULL,
	until   {{ref}} NOT NULL,
	mark    {{ref}} NOT NULL,
	done    {{int}} NOT NULL,
	total   {{int}} NOT NULL,
	state   TEXT NOT NULL,
	by_name TEXT NOT NULL,
	began   {{ts}} NOT NULL,
	changed {{ts}} NOT NULL
) {{strict}};
