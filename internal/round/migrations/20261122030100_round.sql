-- +goose Up
-- What comes back again and again: a round is opened from it for each period.
CREATE TABLE round_series (
	id         {{id}},
	title      TEXT NOT NULL,
	note       TEXT NOT NULL,
	preset     TEXT NOT NULL,
	owner      {{ref}} NOT NULL REFERENCES org_unit (id),
	cadence    {{json}} NOT NULL,
	ahead      {{int}} NOT NULL, -- days before the deadline on which a round opens
	audience   {{json}} NOT NULL,
	blocks     {{json}} NOT NULL,
	active     {{bool}} NOT NULL,
	by_name    TEXT NOT NULL,
	created_at {{ts}} NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};

CREATE TABLE round_code (
	year {{int}} PRIMARY KEY,
	last {{int}} NOT NULL
) {{strict}};

CREATE TABLE round (
	id          {{id}},
	code        TEXT NOT NULL UNIQUE,
	title       TEXT NOT NULL,
	note        TEXT NOT NULL,
	preset      TEXT NOT NULL,
	owner       {{ref}} NOT NULL REFERENCES org_unit (id),
	series      {{ref}} NOT NULL, -- 0: opened by hand
	prev        {{ref}} NOT NULL, -- the round before it, whose answers stand ready; 0: none
	origin_duty TEXT NOT NULL,
	origin_id   {{ref}} NOT NULL,
	origin_line {{int}} NOT NULL,
	from_day    TEXT,
	to_day      TEXT,
	due         TEXT,
	due_at      {{ts}},
	clock       {{json}} NOT NULL,
	audience    {{json}} NOT NULL,
	form        {{int}} NOT NULL, -- version of its form
	state       TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'dropped')),
	by_name     TEXT NOT NULL,
	closed_by   TEXT NOT NULL,
	created_at  {{ts}} NOT NULL,
	updated_at  {{ts}} NOT NULL,
	opened_at   {{ts}},
	closed_at   {{ts}},
	version     {{int}} NOT NULL
) {{strict}};
CREATE INDEX round_order ON round (state, due);
CREATE UNIQUE INDEX round_of_series ON round (series, from_day) WHERE series <> 0;
CREATE UNIQUE INDEX round_of_line ON round (origin_duty, origin_id, origin_line) WHERE origin_duty <> '';

-- Every version of a round's form, so that an answer can be read with the questions it was given to.
CREATE TABLE round_form (
	round   {{ref}} NOT NULL REFERENCES round (id),
	version {{int}} NOT NULL,
	blocks  {{json}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	PRIMARY KEY (round, version)
) {{strict}};

-- What one unit owes to one round, with what its latest line says.
CREATE TABLE round_owed (
	id         {{id}},
	round      {{ref}} NOT NULL REFERENCES round (id),
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	up         {{ref}} NOT NULL, -- the unit that consolidates its figures; 0: the round's owner
	state      TEXT NOT NULL CHECK (state IN ('waiting', 'given', 'nothing', 'excused')),
	answer     {{ref}} NOT NULL, -- the line that counts; 0: none
	lines      {{int}} NOT NULL,
	late       {{bool}} NOT NULL, -- the first line came after the deadline
	proxy      {{bool}} NOT NULL, -- the line that counts was typed by another and is not confirmed
	first_at   {{ts}},
	at         {{ts}},
	by_name    TEXT NOT NULL,
	reason     TEXT NOT NULL, -- why it is excused
	frozen     {{ref}} NOT NULL, -- the line that counted when the round closed; 0: none
	merged     {{ref}} NOT NULL, -- the latest confirmation of what the units below gave; 0: none
	version    {{int}} NOT NULL,
	UNIQUE (round, unit)
) {{strict}};
CREATE INDEX round_owed_unit ON round_owed (unit, state);

-- Lines are only added. A correction is a new line with its reason.
CREATE TABLE round_answer (
	id          {{id}},
	owed        {{ref}} NOT NULL REFERENCES round_owed (id),
	round       {{ref}} NOT NULL REFERENCES round (id),
	ordinal     {{int}} NOT NULL,
	kind        TEXT NOT NULL CHECK (kind IN ('answer', 'correction', 'confirmation')),
	form        {{int}} NOT NULL,
	content     {{json}} NOT NULL,
	reason      TEXT NOT NULL,
	received    {{json}}, -- how it came when another typed it
	by_id       {{ref}} NOT NULL,
	by_name     TEXT NOT NULL,
	by_unit     TEXT NOT NULL,
	token       TEXT NOT NULL, -- the same token twice is stored once
	late        {{bool}} NOT NULL,
	after_close {{bool}} NOT NULL,
	at          {{ts}} NOT NULL,
	UNIQUE (owed, ordinal),
	UNIQUE (owed, token)
) {{strict}};
CREATE INDEX round_answer_round ON round_answer (round);

-- The figures of a line, in ten-thousandths.
CREATE TABLE round_value (
	answer {{ref}} NOT NULL REFERENCES round_answer (id),
	figure TEXT NOT NULL,
	value  {{ref}} NOT NULL,
	PRIMARY KEY (answer, figure)
) {{strict}};

-- What a line says about the tasks that the unit leads.
CREATE TABLE round_task (
	answer  {{ref}} NOT NULL REFERENCES round_answer (id),
	case_id {{ref}} NOT NULL,
	say     TEXT NOT NULL,
	PRIMARY KEY (answer, case_id)
) {{strict}};

-- A unit confirms the figures of the units below it; which lines it saw is kept.
CREATE TABLE round_merge (
	id      {{id}},
	owed    {{ref}} NOT NULL REFERENCES round_owed (id),
	ordinal {{int}} NOT NULL,
	lines   {{json}} NOT NULL, -- the line of each unit below that was confirmed
	totals  {{json}} NOT NULL,
	note    TEXT NOT NULL,
	by_id   {{ref}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	UNIQUE (owed, ordinal)
) {{strict}};

-- Totals as they were when the round closed.
CREATE TABLE round_frozen (
	round  {{ref}} NOT NULL REFERENCES round (id),
	figure TEXT NOT NULL,
	value  {{ref}} NOT NULL,
	units  {{int}} NOT NULL, -- how many units gave the figure
	PRIMARY KEY (round, figure)
) {{strict}};
