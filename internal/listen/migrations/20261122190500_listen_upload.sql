-- +goose Up
-- What was handed in as a file, for as long as all that it brought can be taken back. Nothing of the file.
CREATE TABLE listen_upload (
	id      {{id}},
	mark    TEXT NOT NULL, -- under which the file is known again
	source  {{ref}} NOT NULL REFERENCES listen_source (id),
	posts   {{int}} NOT NULL, -- of a file of which only counts are kept
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	state   TEXT NOT NULL
) {{strict}};
CREATE INDEX listen_upload_mark ON listen_upload (mark);

-- Which articles it brought, whether they were new, changed or known, and the versions that are of its making.
CREATE TABLE listen_upload_item (
	upload {{ref}} NOT NULL REFERENCES listen_upload (id) ON DELETE CASCADE,
	item   {{ref}} NOT NULL,
	came   TEXT NOT NULL,
	low    {{int}} NOT NULL,
	high   {{int}} NOT NULL,
	key_a  {{ref}} NOT NULL, -- names of a new article in listen_key; 0: none
	key_b  {{ref}} NOT NULL,
	PRIMARY KEY (upload, item)
) {{strict}};
CREATE INDEX listen_upload_item_item ON listen_upload_item (item);

-- What it added to listen_voice and listen_asked. A file of fewer posts than may be shown has no row here.
CREATE TABLE listen_upload_voice (
	upload {{ref}} NOT NULL REFERENCES listen_upload (id) ON DELETE CASCADE,
	story  {{ref}} NOT NULL,
	topic  {{ref}} NOT NULL,
	tone   TEXT NOT NULL,
	place  TEXT NOT NULL,
	day    TEXT NOT NULL,
	count  {{int}} NOT NULL,
	PRIMARY KEY (upload, story, topic, tone, place, day)
) {{strict}};
CREATE TABLE listen_upload_asked (
	upload {{ref}} NOT NULL REFERENCES listen_upload (id) ON DELETE CASCADE,
	topic  {{ref}} NOT NULL,
	place  TEXT NOT NULL,
	day    TEXT NOT NULL,
	count  {{int}} NOT NULL,
	PRIMARY KEY (upload, topic, place, day)
) {{strict}};
