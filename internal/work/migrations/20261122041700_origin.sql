-- +goose Up
-- What holds for all cases that one object of a duty opened, and opens later.
CREATE TABLE work_origin (
	duty      TEXT NOT NULL,
	origin_id {{ref}} NOT NULL,
	lateness  TEXT NOT NULL,
	PRIMARY KEY (duty, origin_id)
) {{strict}};
