-- +goose Up
CREATE TABLE search_entry (
	id        {{id}},
	kind      TEXT NOT NULL,
	object_id {{ref}} NOT NULL,
	code      TEXT NOT NULL,
	title     TEXT NOT NULL,
	body      TEXT NOT NULL,
	href      TEXT NOT NULL,
	everyone  {{bool}} NOT NULL,
	at        {{ts}} NOT NULL,
	UNIQUE (kind, object_id)
) {{strict}};

-- The units whose people see an entry that is not for everyone.
CREATE TABLE search_unit (
	entry {{ref}} NOT NULL REFERENCES search_entry (id) ON DELETE CASCADE,
	unit  {{ref}} NOT NULL,
	PRIMARY KEY (entry, unit)
) {{strict}};
CREATE INDEX search_unit_unit ON search_unit (unit, entry);

-- only sqlite
CREATE VIRTUAL TABLE search_text USING fts5 (
	exact, fold, content='', contentless_delete=1,
	tokenize="unicode61 remove_diacritics 0 tokenchars '_-/.'"
);
-- end
-- only postgres
CREATE TABLE search_text (
	rowid  BIGINT PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE,
	vector TSVECTOR NOT NULL
);
CREATE INDEX search_text_vector ON search_text USING GIN (vector);
-- end
