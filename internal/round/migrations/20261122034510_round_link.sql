-- +goose Up
-- A one-time link lets one unit answer one round without an account. The token itself is nowhere: it is made
-- anew from the salt and a key outside the database.
CREATE TABLE round_link (
	id         {{id}},
	round      {{ref}} NOT NULL REFERENCES round (id),
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	salt       TEXT NOT NULL,
	hash       TEXT NOT NULL UNIQUE, -- of the token
	until      TEXT NOT NULL, -- last day on which it works
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	at         {{ts}} NOT NULL,
	opened_at  {{ts}},
	opens      {{int}} NOT NULL, -- devices that opened it
	saved_at   {{ts}},
	sent_at    {{ts}},
	answer     {{ref}} NOT NULL, -- the line that it brought; 0: none
	filler     TEXT NOT NULL, -- who filled it in, when they said so
	revoked_at {{ts}},
	revoked_by TEXT NOT NULL
) {{strict}};
CREATE INDEX round_link_round ON round_link (round, unit);

-- What was typed and saved through a link, for the device that typed it and no other.
CREATE TABLE round_link_draft (
	link    {{ref}} NOT NULL REFERENCES round_link (id),
	device  TEXT NOT NULL, -- hash of the device's cookie
	content {{json}} NOT NULL,
	at      {{ts}} NOT NULL,
	PRIMARY KEY (link, device)
) {{strict}};
