-- +goose Up
CREATE TABLE paper (
	id         {{id}},
	kind       TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'issued', 'withdrawn')),
	title      TEXT NOT NULL,
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	duty       TEXT NOT NULL,
	about      {{ref}} NOT NULL,
	once       TEXT NOT NULL,
	internal   {{bool}} NOT NULL,
	as_of      TEXT,
	frame      {{json}} NOT NULL,
	body       {{json}} NOT NULL,
	figures    {{int}} NOT NULL,
	round      {{int}} NOT NULL,
	number     TEXT NOT NULL,
	issued     TEXT,
	signer     TEXT NOT NULL,
	file       {{ref}} NOT NULL,
	matching   TEXT NOT NULL,
	compared   {{json}} NOT NULL,
	reason     TEXT NOT NULL,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	edited_by  TEXT NOT NULL,
	created_at {{ts}} NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX paper_once ON paper (duty, about, once);
CREATE INDEX paper_state ON paper (state, updated_at);

-- A draft as it was handed in for signature, and what came of it.
CREATE TABLE paper_round (
	paper        {{ref}} NOT NULL REFERENCES paper (id),
	ordinal      {{int}} NOT NULL,
	frame        {{json}} NOT NULL,
	body         {{json}} NOT NULL,
	submitted_at {{ts}} NOT NULL,
	submitted_by TEXT NOT NULL,
	ended_at     {{ts}},
	ended_by     TEXT NOT NULL,
	reason       TEXT NOT NULL,
	PRIMARY KEY (paper, ordinal)
) {{strict}};

-- Who signs for a unit and by what authority, between two days.
CREATE TABLE paper_block (
	id         {{id}},
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	authority  {{json}} NOT NULL,
	title      TEXT NOT NULL,
	name       TEXT NOT NULL,
	from_day   TEXT,
	to_day     TEXT,
	edited_by  TEXT NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};
CREATE INDEX paper_block_unit ON paper_block (unit);

-- What a unit prints around papers of a kind; kind '' is for all of them.
CREATE TABLE paper_habit (
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	kind       TEXT NOT NULL,
	frame      {{json}} NOT NULL,
	edited_by  TEXT NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL,
	PRIMARY KEY (unit, kind)
) {{strict}};
