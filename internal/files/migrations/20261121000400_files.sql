-- +goose Up
CREATE TABLE file (
	id        {{id}},
	hash      TEXT NOT NULL,
	name      TEXT NOT NULL,
	type      TEXT NOT NULL,
	size      {{int}} NOT NULL,
	object    TEXT NOT NULL,
	object_id {{ref}} NOT NULL,
	at        {{ts}} NOT NULL,
	person    {{ref}} NOT NULL,
	by_name   TEXT NOT NULL
) {{strict}};
CREATE INDEX file_object ON file (object, object_id);
CREATE INDEX file_hash ON file (hash);
