-- +goose Up
-- What people sent and could not be taken: their session was over, or the line broke half way. Sealed under a
-- key outside the database; person 0: nobody knows whose it was.
CREATE TABLE web_unsent (
	id     TEXT PRIMARY KEY,
	person {{ref}} NOT NULL,
	at     {{ts}} NOT NULL,
	tried  {{bool}} NOT NULL,
	sealed {{blob}} NOT NULL
) {{strict}};
CREATE INDEX web_unsent_person ON web_unsent (person, at);
CREATE INDEX web_unsent_at ON web_unsent (at);
