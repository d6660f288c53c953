-- +goose Up
CREATE TABLE listen_alert (
	id         {{id}},
	key        TEXT NOT NULL UNIQUE,
	rule       TEXT NOT NULL,
	topic      {{ref}} NOT NULL,
	class      TEXT NOT NULL,
	area       TEXT NOT NULL,
	began      {{ts}} NOT NULL,
	raised     {{ts}} NOT NULL,
	last_at    {{ts}} NOT NULL,
	hours      {{int}} NOT NULL,
	seen       {{real}} NOT NULL,
	expected   {{real}} NOT NULL,
	sources    {{int}} NOT NULL,
	odds       {{real}} NOT NULL,
	peak       {{real}} NOT NULL,
	confidence {{real}} NOT NULL,
	story      {{ref}} NOT NULL,
	state      TEXT NOT NULL,
	verdict    TEXT NOT NULL,
	note       TEXT NOT NULL,
	taken_by   TEXT NOT NULL,
	closed_by  TEXT NOT NULL,
	closed_at  {{ts}},
	case_id    {{ref}},
	case_code  TEXT NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};
CREATE INDEX listen_alert_state ON listen_alert (state, raised);
CREATE INDEX listen_alert_topic ON listen_alert (topic, last_at);
CREATE INDEX listen_alert_raised ON listen_alert (raised);

-- What a series has learnt up to an hour; the hours after it are learnt again from the items.
CREATE TABLE listen_watch (
	topic  {{ref}} NOT NULL,
	class  TEXT NOT NULL,
	area   TEXT NOT NULL,
	closed {{ts}} NOT NULL,
	state  {{blob}} NOT NULL,
	PRIMARY KEY (topic, class, area)
) {{strict}};

-- Who is told, when, and how often a day.
CREATE TABLE listen_board (
	id         {{id}},
	name       TEXT NOT NULL UNIQUE,
	owner      {{ref}} NOT NULL REFERENCES org_unit (id),
	every_day  {{int}} NOT NULL,
	quiet_from {{int}} NOT NULL,
	quiet_to   {{int}} NOT NULL,
	stand_in   {{ref}},
	active     {{bool}} NOT NULL,
	changed_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL
) {{strict}};

-- No row for a board: it hears of every topic.
CREATE TABLE listen_board_topic (
	board {{ref}} NOT NULL REFERENCES listen_board (id) ON DELETE CASCADE,
	topic {{ref}} NOT NULL,
	PRIMARY KEY (board, topic)
) {{strict}};
CREATE TABLE listen_board_person (
	board  {{ref}} NOT NULL REFERENCES listen_board (id) ON DELETE CASCADE,
	person {{ref}} NOT NULL REFERENCES org_person (id),
	PRIMARY KEY (board, person)
) {{strict}};

-- What a board was told on a day, or was spared because the day was full.
CREATE TABLE listen_board_alert (
	board {{ref}} NOT NULL REFERENCES listen_board (id) ON DELETE CASCADE,
	alert {{ref}} NOT NULL REFERENCES listen_alert (id) ON DELETE CASCADE,
	day   TEXT NOT NULL,
	told  {{bool}} NOT NULL,
	PRIMARY KEY (board, alert)
) {{strict}};
CREATE INDEX listen_board_alert_day ON listen_board_alert (board, day);

-- A forecast as it was made, to be held against what came.
CREATE TABLE listen_forecast (
	topic {{ref}} NOT NULL,
	made  TEXT NOT NULL,
	day   TEXT NOT NULL,
	mean  {{real}} NOT NULL,
	lo80  {{real}} NOT NULL,
	hi80  {{real}} NOT NULL,
	lo95  {{real}} NOT NULL,
	hi95  {{real}} NOT NULL,
	PRIMARY KEY (topic, made, day)
) {{strict}};
