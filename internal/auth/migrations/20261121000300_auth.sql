-- +goose Up
CREATE TABLE auth_account (
	id          {{id}},
	person      {{ref}} NOT NULL UNIQUE REFERENCES org_person (id),
	login       TEXT NOT NULL,
	login_fold  TEXT NOT NULL UNIQUE,
	hash        TEXT NOT NULL,
	must_change {{bool}} NOT NULL,
	active      {{bool}} NOT NULL,
	language    TEXT NOT NULL,
	theme       TEXT NOT NULL,
	keys_off    {{bool}} NOT NULL,
	factor      TEXT NOT NULL,
	factor_at   {{ts}},
	factor_step {{int}} NOT NULL,
	created     {{ts}} NOT NULL,
	password_at {{ts}} NOT NULL,
	entered_at  {{ts}},
	version     {{int}} NOT NULL
) {{strict}};

CREATE TABLE auth_grant (
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	role    TEXT NOT NULL CHECK (role IN ('administrator', 'coordinator', 'leader', 'officer', 'viewer')),
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	PRIMARY KEY (account, role, unit)
) {{strict}};

-- The token itself is with the browser only; its SHA-256 is here.
CREATE TABLE auth_session (
	id       {{id}},
	token    TEXT NOT NULL UNIQUE,
	account  {{ref}} NOT NULL REFERENCES auth_account (id),
	created  {{ts}} NOT NULL,
	seen     {{ts}} NOT NULL,
	factored {{bool}} NOT NULL,
	device   TEXT NOT NULL
) {{strict}};
CREATE INDEX auth_session_account ON auth_session (account);

CREATE TABLE auth_recovery (
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	hash    TEXT NOT NULL,
	used_at {{ts}},
	PRIMARY KEY (account, hash)
) {{strict}};

-- Failed attempts by whom or from where, both only as keyed hashes.
CREATE TABLE auth_attempt (
	who      TEXT PRIMARY KEY,
	failures {{int}} NOT NULL,
	last_at  {{ts}} NOT NULL,
	free_at  {{ts}} NOT NULL
) {{strict}};

CREATE TABLE auth_setup (
	hash    TEXT PRIMARY KEY,
	created {{ts}} NOT NULL
) {{strict}};

-- What an import would do, as it was shown to the person who must confirm it.
CREATE TABLE auth_import (
	id      {{id}},
	account {{ref}} NOT NULL,
	created {{ts}} NOT NULL,
	day     TEXT NOT NULL,
	name    TEXT NOT NULL,
	sheet   {{json}} NOT NULL,
	plan    {{json}} NOT NULL,
	applied {{ts}}
) {{strict}};
