-- +goose Up
CREATE TABLE audit_line (
	id        {{id}},
	at        {{ts}} NOT NULL,
	actor_id  {{ref}} NOT NULL,
	actor     TEXT NOT NULL,
	action    TEXT NOT NULL,
	object    TEXT NOT NULL,
	object_id {{ref}} NOT NULL,
	sentence  TEXT NOT NULL,
	args      {{json}} NOT NULL
) {{strict}};
CREATE INDEX audit_line_object ON audit_line (object, object_id, id);

-- A seal chains a committed line to the one sealed before it. Lines are never changed.
CREATE TABLE audit_seal (
	seq     {{ref}} PRIMARY KEY,
	line_id {{ref}} NOT NULL UNIQUE REFERENCES audit_line (id),
	hash    TEXT NOT NULL
) {{strict}};

-- The last seal of each day, signed with a key kept outside the database.
CREATE TABLE audit_head (
	day       TEXT PRIMARY KEY,
	seq       {{ref}} NOT NULL,
	hash      TEXT NOT NULL,
	signature TEXT NOT NULL
) {{strict}};
