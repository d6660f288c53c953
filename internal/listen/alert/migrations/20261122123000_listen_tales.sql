-- +goose Up
-- The stories of a topic that are told, and how large those that are over became, up to an item.
CREATE TABLE listen_tales (
	topic  {{ref}} PRIMARY KEY,
	closed {{ts}} NOT NULL,
	state  {{blob}} NOT NULL
) {{strict}};
