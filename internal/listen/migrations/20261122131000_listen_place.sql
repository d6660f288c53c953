-- +goose Up
-- How many people live in a unit of the directory, as an officer entered it. What is said on social networks is
-- counted under a place only where that is known and enough.
CREATE TABLE listen_place (
	unit    {{ref}} PRIMARY KEY,
	people  {{int}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
