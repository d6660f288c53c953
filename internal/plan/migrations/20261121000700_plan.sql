-- +goose Up
CREATE TABLE plan (
	id         {{id}},
	number     TEXT NOT NULL,
	number_key TEXT NOT NULL,
	title      TEXT NOT NULL,
	sort       TEXT NOT NULL,
	issuer     TEXT NOT NULL,
	issued     TEXT,
	from_day   TEXT,
	to_day     TEXT,
	owner      {{ref}} NOT NULL REFERENCES org_unit (id),
	state      TEXT NOT NULL CHECK (state IN ('running', 'closed')),
	note       TEXT NOT NULL,
	prev       {{ref}} NOT NULL,
	latest     {{int}} NOT NULL,
	created_at {{ts}} NOT NULL,
	updated_at {{ts}} NOT NULL,
	closed_at  {{ts}},
	version    {{int}} NOT NULL
) {{strict}};
CREATE INDEX plan_number ON plan (number_key);
CREATE INDEX plan_order ON plan (state, issued);

-- A document of a plan as it was confirmed: its lines, what the program read, what was left over.
CREATE TABLE plan_version (
	id       {{id}},
	plan     {{ref}} NOT NULL REFERENCES plan (id),
	ordinal  {{int}} NOT NULL,
	number   TEXT NOT NULL,
	title    TEXT NOT NULL,
	issued   TEXT,
	hash     TEXT NOT NULL,
	file     {{ref}} NOT NULL,
	name     TEXT NOT NULL,
	source   {{json}} NOT NULL,
	reading  {{json}} NOT NULL,
	summary  {{json}} NOT NULL,
	by_name  TEXT NOT NULL,
	at       {{ts}} NOT NULL,
	UNIQUE (plan, ordinal)
) {{strict}};
CREATE INDEX plan_version_hash ON plan_version (hash);

CREATE TABLE plan_section (
	plan  {{ref}} NOT NULL REFERENCES plan (id),
	place {{int}} NOT NULL,
	title TEXT NOT NULL,
	PRIMARY KEY (plan, place)
) {{strict}};

-- What the document says about a task, beside its case.
CREATE TABLE plan_task (
	case_id  {{ref}} PRIMARY KEY REFERENCES work_case (id),
	plan     {{ref}} NOT NULL REFERENCES plan (id),
	since    {{int}} NOT NULL,
	upto     {{int}} NOT NULL,
	line     {{int}} NOT NULL,
	said     {{json}} NOT NULL
) {{strict}};
CREATE INDEX plan_task_plan ON plan_task (plan);

-- A document that somebody is checking. reading never changes; work is what people made of it.
CREATE TABLE plan_draft (
	id         {{id}},
	kind       TEXT NOT NULL CHECK (kind IN ('new', 'version', 'year')),
	state      TEXT NOT NULL CHECK (state IN ('reading', 'failed', 'open', 'confirmed', 'dropped')),
	plan       {{ref}} NOT NULL,
	owner      {{ref}} NOT NULL REFERENCES org_unit (id),
	name       TEXT NOT NULL,
	hash       TEXT NOT NULL,
	file       {{ref}} NOT NULL,
	problem    {{json}} NOT NULL,
	source     {{json}} NOT NULL,
	reading    {{json}} NOT NULL,
	work       {{json}} NOT NULL,
	tasks      {{int}} NOT NULL,
	waiting    {{int}} NOT NULL,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	edited_by  TEXT NOT NULL,
	created_at {{ts}} NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};
CREATE INDEX plan_draft_open ON plan_draft (state, updated_at);
CREATE INDEX plan_draft_hash ON plan_draft (hash);

CREATE TABLE plan_report (
	id         {{id}},
	plan       {{ref}} NOT NULL REFERENCES plan (id),
	state      TEXT NOT NULL CHECK (state IN ('draft', 'issued')),
	period     TEXT NOT NULL,
	from_day   TEXT,
	to_day     TEXT,
	as_of      TEXT NOT NULL,
	frozen     {{json}} NOT NULL,
	words      {{json}} NOT NULL,
	number     TEXT NOT NULL,
	issued     TEXT,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	edited_by  TEXT NOT NULL,
	created_at {{ts}} NOT NULL,
	updated_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};
CREATE INDEX plan_report_plan ON plan_report (plan, id);

-- A frozen number, the address that opens the same rows today, and the cases that were behind it.
CREATE TABLE plan_figure (
	id     {{id}},
	report {{ref}} NOT NULL REFERENCES plan_report (id),
	place  {{int}} NOT NULL,
	figure TEXT NOT NULL,
	name   TEXT NOT NULL,
	value  {{int}} NOT NULL,
	query  TEXT NOT NULL,
	codes  {{json}} NOT NULL,
	UNIQUE (report, figure)
) {{strict}};
