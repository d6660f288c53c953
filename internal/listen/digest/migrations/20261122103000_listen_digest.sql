-- +goose Up
CREATE TABLE listen_digest (
	id         {{id}},
	kind       TEXT NOT NULL,
	from_day   TEXT NOT NULL,
	to_day     TEXT NOT NULL,
	owner      {{ref}} NOT NULL REFERENCES org_unit (id),
	state      TEXT NOT NULL,
	note       TEXT NOT NULL,
	facts      {{json}} NOT NULL,
	hash       TEXT NOT NULL,
	paper      {{ref}},
	made_by    TEXT NOT NULL,
	made_at    {{ts}} NOT NULL,
	changed_at {{ts}} NOT NULL,
	version    {{int}} NOT NULL,
	UNIQUE (kind, from_day, to_day, owner)
) {{strict}};

-- One story of a digest: its numbers as they were, and what officers made of it.
CREATE TABLE listen_digest_entry (
	id       {{id}},
	digest   {{ref}} NOT NULL REFERENCES listen_digest (id) ON DELETE CASCADE,
	position {{int}} NOT NULL,
	story    {{ref}} NOT NULL,
	title    TEXT NOT NULL,
	summary  TEXT NOT NULL,
	unit     {{ref}} NOT NULL,
	proposal TEXT NOT NULL,
	remark   TEXT NOT NULL,
	struck   {{bool}} NOT NULL,
	into_id  {{ref}} NOT NULL,
	facts    {{json}} NOT NULL,
	case_id  {{ref}} NOT NULL,
	edited   {{bool}} NOT NULL,
	version  {{int}} NOT NULL
) {{strict}};
CREATE INDEX listen_digest_entry_digest ON listen_digest_entry (digest, position);
CREATE INDEX listen_digest_entry_story ON listen_digest_entry (story);

-- Who was sent what: a period goes to an address once.
CREATE TABLE listen_digest_sent (
	digest  {{ref}} NOT NULL REFERENCES listen_digest (id) ON DELETE CASCADE,
	address TEXT NOT NULL,
	at      {{ts}} NOT NULL,
	PRIMARY KEY (digest, address)
) {{strict}};

CREATE TABLE listen_digest_reader (
	kind   TEXT NOT NULL,
	person {{ref}} NOT NULL REFERENCES org_person (id),
	PRIMARY KEY (kind, person)
) {{strict}};
