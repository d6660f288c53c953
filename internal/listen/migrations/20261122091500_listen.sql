-- +goose Up
CREATE TABLE listen_source (
	id         {{id}},
	name       TEXT NOT NULL UNIQUE,
	kind       TEXT NOT NULL,
	class      TEXT NOT NULL,
	site       TEXT NOT NULL,
	address    TEXT NOT NULL,
	language   TEXT NOT NULL,
	area       TEXT NOT NULL,
	weight     {{real}} NOT NULL,
	permission TEXT NOT NULL,
	full_text  TEXT NOT NULL,
	settings   {{json}} NOT NULL,
	state      TEXT NOT NULL,
	added_at   {{ts}} NOT NULL,
	changed_at {{ts}} NOT NULL
) {{strict}};
CREATE INDEX listen_source_address ON listen_source (address);

-- How the fetching of a source stands; whoever holds the lease fetches.
CREATE TABLE listen_fetch (
	source      {{ref}} PRIMARY KEY REFERENCES listen_source (id) ON DELETE CASCADE,
	next_at     {{ts}} NOT NULL,
	lease_by    TEXT NOT NULL,
	lease_until {{ts}},
	state       {{json}} NOT NULL,
	status      TEXT NOT NULL,
	failures    {{int}} NOT NULL,
	success_at  {{ts}},
	fresh_at    {{ts}}
) {{strict}};
CREATE INDEX listen_fetch_next ON listen_fetch (next_at);

CREATE TABLE listen_fetch_event (
	id         {{id}},
	source     {{ref}} NOT NULL REFERENCES listen_source (id) ON DELETE CASCADE,
	at         {{ts}} NOT NULL,
	status     TEXT NOT NULL,
	code       {{int}} NOT NULL,
	bytes      {{int}} NOT NULL,
	entries    {{int}} NOT NULL,
	fresh      {{int}} NOT NULL,
	duplicates {{int}} NOT NULL,
	millis     {{int}} NOT NULL
) {{strict}};
CREATE INDEX listen_fetch_event_source ON listen_fetch_event (source, id);

-- Articles of the press, portals and broadcasts. Nothing of a social item ever stands here.
CREATE TABLE listen_item (
	id         {{id}},
	source     {{ref}} NOT NULL REFERENCES listen_source (id),
	class      TEXT NOT NULL,
	link       TEXT NOT NULL,
	title      TEXT NOT NULL,
	lead       TEXT NOT NULL,
	language   TEXT NOT NULL,
	area       TEXT NOT NULL,
	published  {{ts}} NOT NULL,
	arrived    {{ts}} NOT NULL,
	relation   TEXT NOT NULL,
	of_item    {{ref}},
	story      {{ref}},
	tone       TEXT NOT NULL,
	sure       {{real}} NOT NULL,
	understood {{bool}} NOT NULL,
	version    {{int}} NOT NULL,
	state      TEXT NOT NULL,
	content    {{int}} NOT NULL
) {{strict}};
CREATE INDEX listen_item_story ON listen_item (story, id);
CREATE INDEX listen_item_published ON listen_item (published, id);

-- Names under which an item is known again: hashes of its GUID and of its canonical address.
CREATE TABLE listen_key (
	id   {{ref}} PRIMARY KEY,
	item {{ref}} NOT NULL
) {{strict}};

-- What goes after ninety days.
CREATE TABLE listen_text (
	item {{ref}} PRIMARY KEY REFERENCES listen_item (id) ON DELETE CASCADE,
	body TEXT NOT NULL
) {{strict}};

-- What finds near-duplicates again after a restart.
CREATE TABLE listen_print (
	item  {{ref}} PRIMARY KEY REFERENCES listen_item (id) ON DELETE CASCADE,
	print {{blob}} NOT NULL
) {{strict}};

-- Items that are stored and not yet understood.
CREATE TABLE listen_waiting (
	item {{ref}} PRIMARY KEY REFERENCES listen_item (id) ON DELETE CASCADE
) {{strict}};

-- The same item in another source.
CREATE TABLE listen_also (
	item   {{ref}} NOT NULL REFERENCES listen_item (id) ON DELETE CASCADE,
	source {{ref}} NOT NULL REFERENCES listen_source (id),
	link   TEXT NOT NULL,
	at     {{ts}} NOT NULL,
	PRIMARY KEY (item, source)
) {{strict}};

-- How an article read before it was changed.
CREATE TABLE listen_version (
	item   {{ref}} NOT NULL REFERENCES listen_item (id) ON DELETE CASCADE,
	number {{int}} NOT NULL,
	title  TEXT NOT NULL,
	lead   TEXT NOT NULL,
	body   TEXT NOT NULL,
	until  {{ts}} NOT NULL,
	PRIMARY KEY (item, number)
) {{strict}};

CREATE TABLE listen_story (
	id         {{ref}} PRIMARY KEY,
	title      TEXT NOT NULL,
	first_item {{ref}} NOT NULL,
	first_at   {{ts}} NOT NULL,
	last_at    {{ts}} NOT NULL,
	items      {{int}} NOT NULL,
	into_story {{ref}}
) {{strict}};
CREATE INDEX listen_story_last ON listen_story (last_at);
CREATE INDEX listen_story_into ON listen_story (into_story);

-- What officers decided about stories; automatic decisions respect it.
CREATE TABLE listen_story_ruling (
	id      {{id}},
	kind    TEXT NOT NULL,
	story   {{ref}} NOT NULL,
	other   {{ref}} NOT NULL,
	by_name TEXT NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};

CREATE TABLE listen_topic (
	id         {{id}},
	name       TEXT NOT NULL UNIQUE,
	query      TEXT NOT NULL,
	social     {{bool}} NOT NULL,
	active     {{bool}} NOT NULL,
	added_by   TEXT NOT NULL,
	changed_at {{ts}} NOT NULL
) {{strict}};

CREATE TABLE listen_item_topic (
	topic {{ref}} NOT NULL,
	item  {{ref}} NOT NULL,
	PRIMARY KEY (topic, item)
) {{strict}};
CREATE INDEX listen_item_topic_item ON listen_item_topic (item);

-- Topic 0 is everything. A copy or an edit counts as an item and not as a story of its own.
CREATE TABLE listen_hour (
	topic   {{ref}} NOT NULL,
	class   TEXT NOT NULL,
	area    TEXT NOT NULL,
	hour    {{ts}} NOT NULL,
	items   {{int}} NOT NULL,
	stories {{int}} NOT NULL,
	sources {{int}} NOT NULL,
	PRIMARY KEY (topic, class, area, hour)
) {{strict}};
CREATE INDEX listen_hour_hour ON listen_hour (hour);

-- The only trace of a social item.
CREATE TABLE listen_voice (
	story {{ref}} NOT NULL,
	topic {{ref}} NOT NULL,
	tone  TEXT NOT NULL,
	place TEXT NOT NULL,
	day   TEXT NOT NULL,
	count {{int}} NOT NULL,
	PRIMARY KEY (story, topic, tone, place, day)
) {{strict}};
CREATE INDEX listen_voice_by_day ON listen_voice (day);

-- Distinct voices of a day are estimated under a key that dies with the day; only the rounded figure stays.
CREATE TABLE listen_voice_key (
	day TEXT PRIMARY KEY,
	key {{blob}} NOT NULL
) {{strict}};
CREATE TABLE listen_voice_sketch (
	story  {{ref}} NOT NULL,
	day    TEXT NOT NULL,
	sketch {{blob}} NOT NULL,
	PRIMARY KEY (story, day)
) {{strict}};
CREATE TABLE listen_voice_estimate (
	story  {{ref}} NOT NULL,
	day    TEXT NOT NULL,
	voices {{int}} NOT NULL,
	PRIMARY KEY (story, day)
) {{strict}};

-- What one process at a time does: reading, fetching of a host.
CREATE TABLE listen_lease (
	name   TEXT PRIMARY KEY,
	holder TEXT NOT NULL,
	until  {{ts}} NOT NULL
) {{strict}};

-- The stream of stories as it stood after an item.
CREATE TABLE listen_stream (
	id    {{ref}} PRIMARY KEY,
	item  {{ref}} NOT NULL,
	state {{blob}} NOT NULL
) {{strict}};

-- The words of items: sorted lists in segments, cut into blocks.
CREATE TABLE listen_segment (
	id         {{id}},
	level      {{int}} NOT NULL,
	first_item {{ref}} NOT NULL,
	last_item  {{ref}} NOT NULL,
	items      {{int}} NOT NULL
) {{strict}};
CREATE TABLE listen_block (
	segment {{ref}} NOT NULL REFERENCES listen_segment (id) ON DELETE CASCADE,
	first   {{blob}} NOT NULL,
	data    {{blob}} NOT NULL,
	PRIMARY KEY (segment, first)
) {{strict}};

-- Long work that can be stopped and goes on where it was.
CREATE TABLE listen_progress (
	name    TEXT PRIMARY KEY,
	place   {{int}} NOT NULL,
	total   {{int}} NOT NULL,
	state   TEXT NOT NULL,
	changed {{ts}} NOT NULL
) {{strict}};

-- only postgres
ALTER TABLE listen_text ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE listen_print ALTER COLUMN print SET STORAGE EXTERNAL;
ALTER TABLE listen_block ALTER COLUMN data SET STORAGE EXTERNAL;
-- end
