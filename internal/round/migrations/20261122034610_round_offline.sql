-- +goose Up
-- A form as it was handed out to be filled in elsewhere: what it asked, and what had been answered then.
CREATE TABLE round_issue (
	id      {{id}},
	round   {{ref}} NOT NULL REFERENCES round (id),
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	hash    TEXT NOT NULL, -- of the form: the same form is handed out under the same number
	form    {{json}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	UNIQUE (round, unit, hash)
) {{strict}};

-- A filled form that came back, from its upload until it is applied.
CREATE TABLE round_import (
	id         {{id}},
	issue      {{ref}} NOT NULL REFERENCES round_issue (id),
	round      {{ref}} NOT NULL REFERENCES round (id),
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	file       {{json}} NOT NULL, -- the stored content
	reading    {{json}} NOT NULL,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	at         {{ts}} NOT NULL,
	answer     {{ref}} NOT NULL -- the line that it became; 0: not applied
) {{strict}};
CREATE INDEX round_import_at ON round_import (answer, at);
