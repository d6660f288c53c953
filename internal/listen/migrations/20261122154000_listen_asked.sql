-- +goose Up
-- How many of the voices on a topic asked something.
CREATE TABLE listen_asked (
	topic {{ref}} NOT NULL,
	place TEXT NOT NULL,
	day   TEXT NOT NULL,
	count {{int}} NOT NULL,
	PRIMARY KEY (topic, place, day)
) {{strict}};
CREATE INDEX listen_asked_by_day ON listen_asked (day);
