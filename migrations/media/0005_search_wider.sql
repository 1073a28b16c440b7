CREATE TABLE `albums` (
	`generation` integer NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`generation`, `id`)
);
--> statement-breakpoint
CREATE INDEX `albums_by_owner` ON `albums` (`generation`,`user_id`);--> statement-breakpoint
CREATE INDEX `media_by_content` ON `media` (`generation`,`user_id`,`sha256`);--> statement-breakpoint
-- By hand, since full-text tables are unknown to drizzle: the names with a second column for the camera, and what the albums
-- are called. The tokens that are there were folded in the narrower way of their time; a rebuild folds them anew, and
-- brings the albums of before.
CREATE VIRTUAL TABLE `media_search_wider` USING fts5(`bigrams`, `camera`, tokenize = 'ascii');
--> statement-breakpoint
INSERT INTO `media_search_wider` (rowid, `bigrams`, `camera`) SELECT rowid, `bigrams`, '' FROM `media_search`;
--> statement-breakpoint
DROP TABLE `media_search`;
--> statement-breakpoint
ALTER TABLE `media_search_wider` RENAME TO `media_search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `album_search` USING fts5(`bigrams`, tokenize = 'ascii');
