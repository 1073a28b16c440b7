-- The rows that are there become generation 1.
CREATE TABLE `projection_state` (
	`name` text PRIMARY KEY NOT NULL,
	`active_generation` integer NOT NULL,
	`newest_generation` integer NOT NULL,
	`green_generation` integer,
	`green_position` integer NOT NULL,
	`following` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `skipped_events` (
	`name` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`name`, `position`)
);
--> statement-breakpoint
CREATE TABLE `__new_album_media` (
	`generation` integer NOT NULL,
	`album_id` text NOT NULL,
	`media_id` text NOT NULL,
	`user_id` text NOT NULL,
	`added_at` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`generation`, `album_id`, `media_id`)
);
--> statement-breakpoint
INSERT INTO `__new_album_media`("generation", "album_id", "media_id", "user_id", "added_at", "position") SELECT 1, "album_id", "media_id", "user_id", "added_at", "position" FROM `album_media`;--> statement-breakpoint
DROP TABLE `album_media`;--> statement-breakpoint
ALTER TABLE `__new_album_media` RENAME TO `album_media`;--> statement-breakpoint
CREATE INDEX `album_media_newest` ON `album_media` (`generation`,`album_id`,`position`);--> statement-breakpoint
CREATE INDEX `album_media_holding` ON `album_media` (`generation`,`media_id`);--> statement-breakpoint
CREATE TABLE `__new_albums` (
	`generation` integer NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`is_default` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`generation`, `id`)
);
--> statement-breakpoint
INSERT INTO `__new_albums`("generation", "id", "user_id", "name", "description", "is_default", "created_at", "updated_at", "position") SELECT 1, "id", "user_id", "name", "description", "is_default", "created_at", "updated_at", "position" FROM `albums`;--> statement-breakpoint
DROP TABLE `albums`;--> statement-breakpoint
ALTER TABLE `__new_albums` RENAME TO `albums`;--> statement-breakpoint
CREATE INDEX `albums_by_owner` ON `albums` (`generation`,`user_id`,`is_default`,`position`);--> statement-breakpoint
CREATE TABLE `__new_gone_media` (
	`generation` integer NOT NULL,
	`media_id` text NOT NULL,
	PRIMARY KEY(`generation`, `media_id`)
);
--> statement-breakpoint
INSERT INTO `__new_gone_media`("generation", "media_id") SELECT 1, "media_id" FROM `gone_media`;--> statement-breakpoint
DROP TABLE `gone_media`;--> statement-breakpoint
ALTER TABLE `__new_gone_media` RENAME TO `gone_media`;--> statement-breakpoint
CREATE TABLE `__new_media_thumbnails` (
	`generation` integer NOT NULL,
	`media_id` text NOT NULL,
	PRIMARY KEY(`generation`, `media_id`)
);
--> statement-breakpoint
INSERT INTO `__new_media_thumbnails`("generation", "media_id") SELECT 1, "media_id" FROM `media_thumbnails`;--> statement-breakpoint
DROP TABLE `media_thumbnails`;--> statement-breakpoint
ALTER TABLE `__new_media_thumbnails` RENAME TO `media_thumbnails`;
--> statement-breakpoint
INSERT INTO projection_state (name, active_generation, newest_generation, green_position, following) VALUES ('album', 1, 1, 0, 0);
