-- +goose Up
-- One more role. A CHECK cannot be changed in place on both engines, so the table is made anew.
CREATE TABLE auth_grant_anew (
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	role    TEXT NOT NULL CHECK (role IN ('administrator', 'accounts', 'coordinator', 'leader', 'officer', 'viewer')),
	unit    {{ref}} NOT NULL REFERENCES org_unit (id),
	PRIMARY KEY (account, role, unit)
) {{strict}};
INSERT INTO auth_grant_anew (account, role, unit) SELECT account, role, unit FROM auth_grant;
DROP TABLE auth_grant;
ALTER TABLE auth_grant_anew RENAME TO auth_grant;

-- What the province decided about signing in; without the row the defaults hold.
CREATE TABLE auth_policy (
	one          {{int}} PRIMARY KEY CHECK (one = 1),
	factor_roles TEXT NOT NULL,
	device_days  {{int}} NOT NULL,
	code_days    {{int}} NOT NULL,
	lock_minutes {{int}} NOT NULL,
	version      {{int}} NOT NULL
) {{strict}};

-- Until when a one-time password opens the door.
ALTER TABLE auth_account ADD COLUMN code_until {{ts}};

-- By what the session was opened, and on which shared machine (0: none).
ALTER TABLE auth_session ADD COLUMN how TEXT NOT NULL DEFAULT 'password';
ALTER TABLE auth_session ADD COLUMN machine {{int}} NOT NULL DEFAULT 0;

-- A browser on which the second factor is asked less. Its key is with the browser, the keyed hash here.
CREATE TABLE auth_device (
	id      {{id}},
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	hash    TEXT NOT NULL,
	label   TEXT NOT NULL,
	created {{ts}} NOT NULL,
	seen    {{ts}} NOT NULL,
	until   {{ts}} NOT NULL,
	UNIQUE (account, hash)
) {{strict}};

-- A machine that several people use, with the names it offers and the PIN each has on it.
CREATE TABLE auth_machine (
	id      {{id}},
	hash    TEXT NOT NULL UNIQUE,
	name    TEXT NOT NULL,
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	created {{ts}} NOT NULL
) {{strict}};
CREATE TABLE auth_machine_name (
	machine {{ref}} NOT NULL REFERENCES auth_machine (id),
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	pin     TEXT NOT NULL,
	used    {{ts}} NOT NULL,
	PRIMARY KEY (machine, account)
) {{strict}};

CREATE TABLE auth_passkey (
	id         {{id}},
	account    {{ref}} NOT NULL REFERENCES auth_account (id),
	credential TEXT NOT NULL UNIQUE,
	name       TEXT NOT NULL,
	record     {{json}} NOT NULL,
	created    {{ts}} NOT NULL,
	used       {{ts}}
) {{strict}};
CREATE INDEX auth_passkey_account ON auth_passkey (account);

-- Who a subject of the single sign-on is here.
CREATE TABLE auth_identity (
	id      {{id}},
	issuer  TEXT NOT NULL,
	subject TEXT NOT NULL,
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	created {{ts}} NOT NULL,
	used    {{ts}},
	UNIQUE (issuer, subject)
) {{strict}};
CREATE INDEX auth_identity_account ON auth_identity (account);
CREATE TABLE auth_link_code (
	account {{ref}} PRIMARY KEY REFERENCES auth_account (id),
	hash    TEXT NOT NULL UNIQUE,
	until   {{ts}} NOT NULL
) {{strict}};

-- Challenges and states that were answered: each is good once.
CREATE TABLE auth_spent (
	hash TEXT PRIMARY KEY,
	at   {{ts}} NOT NULL
) {{strict}};

-- How far an import is, and the sign-in slips it made, sealed until they are shown once.
ALTER TABLE auth_import ADD COLUMN done {{int}} NOT NULL DEFAULT 0;
ALTER TABLE auth_import ADD COLUMN problems {{json}} NOT NULL DEFAULT '[]';
ALTER TABLE auth_import ADD COLUMN finished {{ts}};
UPDATE auth_import SET finished = applied WHERE applied IS NOT NULL;
CREATE TABLE auth_slip (
	id      {{id}},
	import  {{ref}} NOT NULL REFERENCES auth_import (id),
	account {{ref}} NOT NULL REFERENCES auth_account (id),
	sealed  TEXT NOT NULL,
	created {{ts}} NOT NULL
) {{strict}};
CREATE INDEX auth_slip_import ON auth_slip (import);
