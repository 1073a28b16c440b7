-- What the names of the media contain: tokens of two characters each, made by search-terms.ts (why: see there). `rowid`
-- is the position of the media. Full-text tables are unknown to drizzle, so this file is written by hand.
CREATE VIRTUAL TABLE `media_search` USING fts5(`bigrams`, tokenize = 'ascii');
--> statement-breakpoint
-- The names that are there already. SQLite lowers ASCII only; what else folds comes with the next event or rebuild.
INSERT INTO `media_search` (rowid, `bigrams`)
WITH RECURSIVE `pair` (`position`, `name`, `at`) AS (
  SELECT `position`, lower(`filename`), 1 FROM `media`
  UNION ALL
  SELECT `position`, `name`, `at` + 1 FROM `pair` WHERE `at` < length(`name`)
)
SELECT `position`,
  group_concat(printf('%06x%06x', unicode(substr(`name`, `at`, 1)), coalesce(unicode(substr(`name`, `at` + 1, 1)), 0)), ' ' ORDER BY `at`)
FROM `pair` GROUP BY `position`;
