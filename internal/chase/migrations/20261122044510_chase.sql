-- +goose Up
CREATE TABLE chase_letter (
	id      {{id}},
	owner   {{ref}} NOT NULL REFERENCES org_unit (id),
	day     TEXT NOT NULL,
	press   TEXT NOT NULL UNIQUE,
	paper   {{ref}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
CREATE INDEX chase_letter_owner ON chase_letter (owner, id);

CREATE TABLE chase_unit (
	letter {{ref}} NOT NULL REFERENCES chase_letter (id),
	unit   {{ref}} NOT NULL REFERENCES org_unit (id),
	PRIMARY KEY (letter, unit)
) {{strict}};
CREATE INDEX chase_unit_unit ON chase_unit (unit);

CREATE TABLE chase_case (
	letter  {{ref}} NOT NULL REFERENCES chase_letter (id),
	case_id {{ref}} NOT NULL,
	unit    {{ref}} NOT NULL,
	due_day TEXT NOT NULL,
	late    {{int}} NOT NULL,
	PRIMARY KEY (letter, case_id)
) {{strict}};

CREATE TABLE chase_entry (
	id      {{id}},
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	owner   {{ref}} NOT NULL REFERENCES org_unit (id),
	how     TEXT NOT NULL CHECK (how IN ('call', 'zalo', 'meeting', 'letter', 'undo')),
	note    TEXT NOT NULL,
	letter  {{ref}} REFERENCES chase_letter (id),
	undoes  {{ref}} UNIQUE REFERENCES chase_entry (id),
	press   TEXT NOT NULL UNIQUE,
	by_id   {{ref}} NOT NULL,
	by_name TEXT NOT NULL,
	day     TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
CREATE INDEX chase_entry_unit ON chase_entry (unit, id);
