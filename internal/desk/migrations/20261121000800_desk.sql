-- +goose Up
-- How far each account has read its notices: the last event and the last reminder that it marked as read.
CREATE TABLE desk_seen (
	account  {{ref}} PRIMARY KEY,
	event    {{ref}} NOT NULL,
	reminder {{ref}} NOT NULL
) {{strict}};
