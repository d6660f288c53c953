-- +goose Up
-- The unit that a topic concerns.
CREATE TABLE listen_topic_unit (
	topic {{ref}} PRIMARY KEY REFERENCES listen_topic (id) ON DELETE CASCADE,
	unit  {{ref}} NOT NULL
) {{strict}};

CREATE TABLE listen_saved (
	id      {{id}},
	account {{ref}} NOT NULL,
	name    TEXT NOT NULL,
	asked   TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	UNIQUE (account, name)
) {{strict}};

-- What an officer noted in own words. There is no field for who said it.
CREATE TABLE listen_noted (
	id    {{id}},
	kind  TEXT NOT NULL,
	words TEXT NOT NULL,
	topic {{ref}} NOT NULL,
	place TEXT NOT NULL,
	tone  TEXT NOT NULL,
	day   TEXT NOT NULL,
	count {{int}} NOT NULL,
	by_name TEXT NOT NULL,
	at    {{ts}} NOT NULL
) {{strict}};
CREATE INDEX listen_noted_topic ON listen_noted (topic, day);
CREATE INDEX listen_noted_day ON listen_noted (day);

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
