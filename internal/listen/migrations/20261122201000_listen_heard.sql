-- +goose Up
-- Which posts were counted today, under the key of the day: exports that overlap count each but once. The rows die with the
-- day, as the key does.
CREATE TABLE listen_voice_seen (
	day    TEXT NOT NULL,
	source {{ref}} NOT NULL,
	mark   {{ref}} NOT NULL,
	export TEXT NOT NULL, -- that brought it
	PRIMARY KEY (day, source, mark)
) {{strict}};
CREATE INDEX listen_voice_seen_export ON listen_voice_seen (export);
