-- +goose Up
-- How many of the items of an hour are independent: not a copy or a light edit of another. It is what volume and forecasts count.
ALTER TABLE listen_hour ADD COLUMN independent {{int}} NOT NULL DEFAULT 0;

-- Every hour with an item has rows, so that an item is of the last hour that began before it; and so nothing is inserted,
-- only changed. Hours come first in the joins, which SQLite takes as said.
WITH known AS (
	SELECT hour, COALESCE(LEAD(hour) OVER (ORDER BY hour), CAST('9999-12-31T00:00:00.000000Z' AS {{ts}})) AS until
	  FROM (SELECT DISTINCT hour FROM listen_hour) AS h
)
INSERT INTO listen_hour (topic, class, area, hour, items, stories, sources, independent)
SELECT 0, i.class, i.area, k.hour, 0, 0, 0, COUNT(*)
  FROM known k CROSS JOIN listen_item i
 WHERE i.published >= k.hour AND i.published < k.until AND i.understood AND i.relation NOT IN ('copy', 'edit')
 GROUP BY i.class, i.area, k.hour
 UNION ALL
SELECT t.topic, i.class, i.area, k.hour, 0, 0, 0, COUNT(*)
  FROM known k CROSS JOIN listen_item i CROSS JOIN listen_item_topic t
 WHERE i.published >= k.hour AND i.published < k.until AND i.understood AND i.relation NOT IN ('copy', 'edit') AND t.item = i.id
 GROUP BY t.topic, i.class, i.area, k.hour
    ON CONFLICT (topic, class, area, hour) DO UPDATE SET independent = excluded.independent;
