-- +goose Up
-- What a forecast counts: 'volume' as everything that is shown, or as it was before that, stories by hour, class and area.
ALTER TABLE listen_forecast ADD COLUMN counts TEXT NOT NULL DEFAULT 'stories';
