-- +goose Up
-- What an officer says in own words that people say: nobody's words, nobody's name.
CREATE TABLE listen_paraphrase (
	id      {{id}},
	story   {{ref}} NOT NULL,
	topic   {{ref}} NOT NULL,
	body    TEXT NOT NULL,
	place   TEXT NOT NULL,
	day     TEXT NOT NULL,
	count   {{int}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
CREATE INDEX listen_paraphrase_day ON listen_paraphrase (day);
