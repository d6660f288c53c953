-- +goose Up
-- The columns of another system's workbook as somebody named them, found again by the words of its header.
CREATE TABLE plan_sheet (
	id         {{id}},
	unit       {{ref}} NOT NULL REFERENCES org_unit (id),
	print      TEXT NOT NULL,
	name       TEXT NOT NULL,
	header     {{json}} NOT NULL,
	columns    {{json}} NOT NULL,
	system     TEXT NOT NULL,
	by_name    TEXT NOT NULL,
	updated_at {{ts}} NOT NULL,
	UNIQUE (unit, print)
) {{strict}};

-- A workbook of tasks that somebody compares with a plan.
CREATE TABLE plan_exchange (
	id         {{id}},
	plan       {{ref}} NOT NULL REFERENCES plan (id),
	state      TEXT NOT NULL CHECK (state IN ('open', 'applied', 'dropped')),
	name       TEXT NOT NULL,
	print      TEXT NOT NULL,
	sheet      {{json}} NOT NULL,
	work       {{json}} NOT NULL,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	created_at {{ts}} NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};
CREATE INDEX plan_exchange_plan ON plan_exchange (plan, state);

-- A row of another system and the case that it stands for, with its cells as they came last.
CREATE TABLE plan_foreign (
	plan    {{ref}} NOT NULL REFERENCES plan (id),
	print   TEXT NOT NULL,
	key     TEXT NOT NULL,
	case_id {{ref}} NOT NULL REFERENCES work_case (id),
	cells   {{json}} NOT NULL,
	PRIMARY KEY (plan, print, key)
) {{strict}};
