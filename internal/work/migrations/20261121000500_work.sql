-- +goose Up
-- The last number given out, for each prefix and year: no number is skipped and none comes twice.
CREATE TABLE work_code (
	prefix TEXT NOT NULL,
	year   {{int}} NOT NULL,
	last   {{int}} NOT NULL,
	PRIMARY KEY (prefix, year)
) {{strict}};

-- A case. The columns from state to comments follow from the periods, submissions and requests; they are
-- written together with every change. seq is the version of the board at that change.
CREATE TABLE work_case (
	id           {{id}},
	kind         TEXT NOT NULL,
	code         TEXT NOT NULL UNIQUE,
	title        TEXT NOT NULL,
	description  TEXT NOT NULL,
	section      TEXT NOT NULL,
	number       TEXT NOT NULL,
	position     {{int}} NOT NULL,
	fold         TEXT NOT NULL,
	sort         TEXT NOT NULL,
	lead         {{ref}} NOT NULL REFERENCES org_unit (id),
	owner        {{ref}} NOT NULL REFERENCES org_unit (id),
	person       {{ref}} NOT NULL,
	origin_duty  TEXT NOT NULL,
	origin_id    {{ref}} NOT NULL,
	origin_line  {{int}} NOT NULL,
	shared       {{bool}} NOT NULL,
	cadence      {{json}} NOT NULL,
	clock        {{json}} NOT NULL,
	tempo        TEXT NOT NULL CHECK (tempo IN ('single', 'rounds', 'flow', 'free')),
	grown_to     TEXT,
	state        TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'done', 'cancelled')),
	step         TEXT NOT NULL,
	first_due    TEXT,
	due_day      TEXT,
	due_at       {{ts}},
	owed_day     TEXT,
	late         {{bool}} NOT NULL,
	cover_to     TEXT,
	cover        TEXT NOT NULL,
	on_time      {{int}} NOT NULL,
	too_late     {{int}} NOT NULL,
	awaiting     {{int}} NOT NULL,
	asking       {{int}} NOT NULL,
	evidence     {{int}} NOT NULL,
	comments     {{int}} NOT NULL,
	submitted_at {{ts}},
	finished_on  TEXT,
	reason       TEXT NOT NULL,
	created_at   {{ts}} NOT NULL,
	updated_at   {{ts}} NOT NULL,
	version      {{int}} NOT NULL,
	seq          {{int}} NOT NULL
) {{strict}};
CREATE INDEX work_case_seq ON work_case (seq);
CREATE INDEX work_case_growing ON work_case (grown_to) WHERE grown_to IS NOT NULL;

-- One row that grows with every change of a case, so that each process knows when its board is old. Its lock
-- makes the numbers in seq appear in the order of commits.
CREATE TABLE work_board (
	one     {{int}} PRIMARY KEY CHECK (one = 1),
	version {{int}} NOT NULL
) {{strict}};
INSERT INTO work_board (one, version) VALUES (1, 0);

CREATE TABLE work_partner (
	case_id {{ref}} NOT NULL REFERENCES work_case (id),
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	place   {{int}} NOT NULL,
	PRIMARY KEY (case_id, unit)
) {{strict}};

CREATE TABLE work_period (
	id           {{id}},
	case_id      {{ref}} NOT NULL REFERENCES work_case (id),
	from_day     TEXT,
	to_day       TEXT,
	first_due    TEXT,
	due_day      TEXT,
	due_at       {{ts}},
	step         TEXT NOT NULL,
	late         {{bool}} NOT NULL,
	submission   {{ref}} NOT NULL,
	submitted_at {{ts}},
	decided_at   {{ts}},
	UNIQUE (case_id, from_day)
) {{strict}};
CREATE INDEX work_period_due ON work_period (due_day, case_id);
CREATE INDEX work_period_owed ON work_period (due_day, case_id) WHERE step IN ('new', 'doing', 'returned') AND due_day IS NOT NULL;

CREATE TABLE work_submission (
	id         {{id}},
	case_id    {{ref}} NOT NULL REFERENCES work_case (id),
	period     {{ref}} NOT NULL REFERENCES work_period (id),
	version    {{int}} NOT NULL,
	result     TEXT NOT NULL,
	difficulty TEXT NOT NULL,
	proposal   TEXT NOT NULL,
	idle       {{bool}} NOT NULL,
	verdict    TEXT NOT NULL CHECK (verdict IN ('pending', 'agreed', 'refused', 'withdrawn')),
	reason     TEXT NOT NULL,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	at         {{ts}} NOT NULL,
	decided_id {{ref}} NOT NULL,
	decided_by TEXT NOT NULL,
	decided_at {{ts}},
	UNIQUE (period, version)
) {{strict}};
CREATE INDEX work_submission_case ON work_submission (case_id);
CREATE INDEX work_submission_pending ON work_submission (at, case_id) WHERE verdict = 'pending';

CREATE TABLE work_request (
	id         {{id}},
	case_id    {{ref}} NOT NULL REFERENCES work_case (id),
	period     {{ref}} NOT NULL,
	kind       TEXT NOT NULL CHECK (kind IN ('extension', 'transfer')),
	reason     TEXT NOT NULL,
	day        TEXT,
	unit       {{ref}} NOT NULL,
	old_day    TEXT,
	old_unit   {{ref}} NOT NULL,
	verdict    TEXT NOT NULL CHECK (verdict IN ('pending', 'agreed', 'refused', 'withdrawn')),
	answer     TEXT NOT NULL,
	gave_day   TEXT,
	gave_unit  {{ref}} NOT NULL,
	by_id      {{ref}} NOT NULL,
	by_name    TEXT NOT NULL,
	at         {{ts}} NOT NULL,
	decided_id {{ref}} NOT NULL,
	decided_by TEXT NOT NULL,
	decided_at {{ts}}
) {{strict}};
CREATE INDEX work_request_case ON work_request (case_id);
CREATE INDEX work_request_pending ON work_request (at, case_id) WHERE verdict = 'pending';

CREATE TABLE work_contribution (
	id      {{id}},
	case_id {{ref}} NOT NULL REFERENCES work_case (id),
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	body    TEXT NOT NULL,
	by_id   {{ref}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
CREATE INDEX work_contribution_case ON work_contribution (case_id);

CREATE TABLE work_evidence (
	id           {{id}},
	case_id      {{ref}} NOT NULL REFERENCES work_case (id),
	period       {{ref}} NOT NULL,
	submission   {{ref}} NOT NULL,
	contribution {{ref}} NOT NULL,
	file         {{ref}} NOT NULL,
	title        TEXT NOT NULL,
	number       TEXT NOT NULL,
	day          TEXT,
	unit         {{ref}} NOT NULL,
	by_id        {{ref}} NOT NULL,
	by_name      TEXT NOT NULL,
	at           {{ts}} NOT NULL,
	dropped      {{bool}} NOT NULL
) {{strict}};
CREATE INDEX work_evidence_case ON work_evidence (case_id);

CREATE TABLE work_comment (
	id      {{id}},
	case_id {{ref}} NOT NULL REFERENCES work_case (id),
	body    TEXT NOT NULL,
	by_id   {{ref}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};
CREATE INDEX work_comment_case ON work_comment (case_id);

CREATE TABLE work_mention (
	comment_id {{ref}} NOT NULL REFERENCES work_comment (id),
	person     {{ref}} NOT NULL REFERENCES org_person (id),
	case_id    {{ref}} NOT NULL REFERENCES work_case (id),
	seen_at    {{ts}},
	PRIMARY KEY (comment_id, person)
) {{strict}};
CREATE INDEX work_mention_person ON work_mention (person, comment_id) WHERE seen_at IS NULL;

CREATE TABLE work_event (
	id       {{id}},
	case_id  {{ref}} NOT NULL REFERENCES work_case (id),
	at       {{ts}} NOT NULL,
	by_id    {{ref}} NOT NULL,
	by_name  TEXT NOT NULL,
	action   TEXT NOT NULL,
	sentence TEXT NOT NULL,
	args     {{json}} NOT NULL,
	version  {{int}} NOT NULL
) {{strict}};
CREATE INDEX work_event_case ON work_event (case_id);
CREATE INDEX work_event_actor ON work_event (by_id, at);

CREATE TABLE work_absence (
	id         {{id}},
	person     {{ref}} NOT NULL REFERENCES org_person (id),
	from_day   TEXT NOT NULL,
	to_day     TEXT NOT NULL,
	substitute {{ref}} NOT NULL REFERENCES org_person (id),
	note       TEXT NOT NULL
) {{strict}};
CREATE INDEX work_absence_person ON work_absence (person);
CREATE INDEX work_absence_substitute ON work_absence (substitute);

CREATE TABLE work_setting (
	one     {{int}} PRIMARY KEY CHECK (one = 1),
	value   {{json}} NOT NULL,
	version {{int}} NOT NULL
) {{strict}};

-- One bundle of reminders for one person (or the address of one unit) and day.
CREATE TABLE work_digest (
	id      {{id}},
	day     TEXT NOT NULL,
	to_key  TEXT NOT NULL,
	to_name TEXT NOT NULL,
	UNIQUE (day, to_key)
) {{strict}};

CREATE TABLE work_reminder (
	id      {{id}},
	digest  {{ref}} NOT NULL,
	case_id {{ref}} NOT NULL REFERENCES work_case (id),
	period  {{ref}} NOT NULL REFERENCES work_period (id),
	kind    TEXT NOT NULL CHECK (kind IN ('before', 'on', 'after', 'rung', 'hand')),
	day     TEXT NOT NULL,
	to_key  TEXT NOT NULL,
	to_name TEXT NOT NULL,
	sent_on TEXT NOT NULL,
	UNIQUE (period, kind, day, to_key)
) {{strict}};
CREATE INDEX work_reminder_case ON work_reminder (case_id);
