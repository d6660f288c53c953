-- +goose Up
CREATE TABLE people_handover (
	id       {{id}},
	person   {{ref}} NOT NULL REFERENCES org_person (id),
	unit     {{ref}} NOT NULL REFERENCES org_unit (id),
	follower {{ref}} REFERENCES org_person (id),
	reason   TEXT NOT NULL,
	closed   {{bool}} NOT NULL,
	cases    {{int}} NOT NULL,
	paper    {{ref}} NOT NULL,
	by_name  TEXT NOT NULL,
	at       {{ts}} NOT NULL
) {{strict}};
CREATE INDEX people_handover_person ON people_handover (person);
