-- +goose Up
-- Topics of which people were found to ask while nothing official was said, and when last: whoever tells of one holds
-- its row, so that two processes tell of it once.
CREATE TABLE listen_gap (
	topic {{ref}} PRIMARY KEY,
	seen  {{ts}} NOT NULL
) {{strict}};
