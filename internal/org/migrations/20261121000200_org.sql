-- +goose Up
CREATE TABLE org_unit (
	id       {{id}},
	parent   {{ref}} REFERENCES org_unit (id),
	code     TEXT NOT NULL UNIQUE,
	name     TEXT NOT NULL,
	short    TEXT NOT NULL,
	fold     TEXT NOT NULL,
	sort     TEXT NOT NULL,
	level    TEXT NOT NULL CHECK (level IN ('province', 'department', 'district', 'commune', 'inside', 'partner')),
	unscored {{bool}} NOT NULL,
	from_day TEXT,
	to_day   TEXT,
	email    TEXT NOT NULL,
	version  {{int}} NOT NULL
) {{strict}};
CREATE INDEX org_unit_parent ON org_unit (parent);

CREATE TABLE org_successor (
	unit      {{ref}} NOT NULL REFERENCES org_unit (id),
	successor {{ref}} NOT NULL REFERENCES org_unit (id),
	from_day  TEXT NOT NULL,
	PRIMARY KEY (unit, successor)
) {{strict}};

CREATE TABLE org_person (
	id      {{id}},
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	name    TEXT NOT NULL,
	fold    TEXT NOT NULL,
	sort    TEXT NOT NULL,
	salute  TEXT NOT NULL,
	title   TEXT NOT NULL,
	email   TEXT NOT NULL,
	phone   TEXT NOT NULL,
	active  {{bool}} NOT NULL,
	version {{int}} NOT NULL
) {{strict}};
CREATE INDEX org_person_unit ON org_person (unit);

CREATE TABLE org_post (
	id       {{id}},
	unit     {{ref}} NOT NULL REFERENCES org_unit (id),
	person   {{ref}} NOT NULL REFERENCES org_person (id),
	kind     TEXT NOT NULL CHECK (kind IN ('spokesperson', 'communication', 'contact', 'head')),
	from_day TEXT,
	to_day   TEXT,
	basis    TEXT NOT NULL
) {{strict}};
CREATE INDEX org_post_unit ON org_post (unit, kind);
CREATE INDEX org_post_person ON org_post (person);

-- One row that grows with every change of units, so that each process knows when its tree is old.
CREATE TABLE org_version (
	one     {{int}} PRIMARY KEY CHECK (one = 1),
	version {{int}} NOT NULL
) {{strict}};
INSERT INTO org_version (one, version) VALUES (1, 1);
