-- +goose Up
CREATE TABLE mail_message (
	id         {{id}},
	key        TEXT NOT NULL UNIQUE,
	to_name    TEXT NOT NULL,
	to_address TEXT NOT NULL,
	subject    TEXT NOT NULL,
	body       TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'held')),
	attempts   {{int}} NOT NULL,
	problem    TEXT NOT NULL,
	created_at {{ts}} NOT NULL,
	tried_at   {{ts}},
	sent_at    {{ts}}
) {{strict}};
CREATE INDEX mail_message_state ON mail_message (state, id);
