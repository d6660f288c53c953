-- +goose Up
-- WebSub: a hub tells us when a source has something new. The secret of deliveries is not here: it is made of
-- nonce and a key of the server.
CREATE TABLE listen_subscription (
	id           {{id}},
	source       {{ref}} NOT NULL REFERENCES listen_source (id) ON DELETE CASCADE,
	site         TEXT NOT NULL,
	path         TEXT NOT NULL UNIQUE,
	hub          TEXT NOT NULL,
	topic        TEXT NOT NULL,
	nonce        TEXT NOT NULL,
	state        TEXT NOT NULL,
	next_at      {{ts}} NOT NULL,
	asked_at     {{ts}},
	confirmed_at {{ts}},
	lease_until  {{ts}},
	pushed_at    {{ts}},
	status       TEXT NOT NULL,
	code         {{int}} NOT NULL,
	failures     {{int}} NOT NULL,
	pushes       {{int}} NOT NULL,
	refused      {{int}} NOT NULL,
	missed       {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX listen_subscription_source ON listen_subscription (source) WHERE state <> 'ending';
CREATE INDEX listen_subscription_next ON listen_subscription (next_at);
