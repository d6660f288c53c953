-- +goose Up
CREATE TABLE listen_saved (
	id      {{id}},
	account {{ref}} NOT NULL,
	name    TEXT NOT NULL,
	asked   TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	UNIQUE (account, name)
) {{strict}};

-- What officers said of a proposed tone: of an item of the press, never of a person or an outlet.
CREATE TABLE listen_tone_answer (
	item     {{ref}} PRIMARY KEY REFERENCES listen_item (id) ON DELETE CASCADE,
	reason   TEXT NOT NULL,
	proposed TEXT NOT NULL,
	said     TEXT NOT NULL,
	steering TEXT NOT NULL,
	by_name  TEXT NOT NULL,
	at       {{ts}} NOT NULL
) {{strict}};
