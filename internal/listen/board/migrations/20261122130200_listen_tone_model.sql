-- +goose Up
-- What officers' answers made of the first model of tone. 'now' judges what comes in; 'base' is what it is learnt
-- from: the first model and the answers whose texts are about to go. Weights of hashed phrases, no text.
CREATE TABLE listen_tone_model (
	name    TEXT PRIMARY KEY,
	version {{int}} NOT NULL,
	answers {{int}} NOT NULL, -- that there were when it was made
	last_at {{ts}} NOT NULL, -- of the latest of them
	held    {{int}} NOT NULL, -- answers on which it was tried, each by a model that had not seen it; 0: too few
	agreed  {{int}} NOT NULL, -- of them, those on which it said what the officer said
	weights {{blob}} NOT NULL,
	at      {{ts}} NOT NULL
) {{strict}};

-- Answers that are in 'base'.
ALTER TABLE listen_tone_answer ADD COLUMN folded {{bool}} NOT NULL DEFAULT FALSE;

-- An item keeps what the machine said; what an officer said stands in the table of answers alone.
UPDATE listen_item SET tone = (SELECT proposed FROM listen_tone_answer a WHERE a.item = listen_item.id)
 WHERE id IN (SELECT item FROM listen_tone_answer);
