-- +goose Up
CREATE TABLE direct_word (
	id          {{id}},
	body        TEXT NOT NULL,
	unit        {{ref}} NOT NULL REFERENCES org_unit (id),
	owner       {{ref}} NOT NULL REFERENCES org_unit (id),
	due_day     TEXT NOT NULL,
	about_href  TEXT NOT NULL,
	about_title TEXT NOT NULL,
	leader      {{ref}} NOT NULL REFERENCES org_person (id),
	leader_name TEXT NOT NULL,
	recorder    TEXT NOT NULL,
	state       TEXT NOT NULL,
	case_id     {{ref}},
	at          {{ts}} NOT NULL,
	decided_at  {{ts}}
) {{strict}};
CREATE INDEX direct_word_state ON direct_word (state, id);
CREATE INDEX direct_word_leader ON direct_word (leader, state);
