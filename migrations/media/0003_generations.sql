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
CREATE TABLE `__new_media` (
	`generation` integer NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`filename` text NOT NULL,
	`content_type` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`status` text NOT NULL,
	`thumbnail` integer NOT NULL,
	`reason_code` text,
	`reason` text,
	`width` integer,
	`height` integer,
	`duration_seconds` real,
	`uploaded_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`generation`, `id`)
);
--> statement-breakpoint
INSERT INTO `__new_media`("generation", "id", "user_id", "filename", "content_type", "size", "sha256", "status", "thumbnail", "reason_code", "reason", "width", "height", "duration_seconds", "uploaded_at", "updated_at", "position") SELECT 1, "id", "user_id", "filename", "content_type", "size", "sha256", "status", "thumbnail", "reason_code", "reason", "width", "height", "duration_seconds", "uploaded_at", "updated_at", "position" FROM `media`;--> statement-breakpoint
DROP TABLE `media`;--> statement-breakpoint
ALTER TABLE `__new_media` RENAME TO `media`;--> statement-breakpoint
CREATE INDEX `media_by_owner` ON `media` (`generation`,`user_id`,`position`);--> statement-breakpoint
CREATE TABLE `__new_media_albums` (
	`generation` integer NOT NULL,
	`media_id` text NOT NULL,
	`album_id` text NOT NULL,
	`user_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`generation`, `media_id`, `album_id`)
);
--> statement-breakpoint
INSERT INTO `__new_media_albums`("generation", "media_id", "album_id", "user_id", "position") SELECT 1, "media_id", "album_id", "user_id", "position" FROM `media_albums`;--> statement-breakpoint
DROP TABLE `media_albums`;--> statement-breakpoint
ALTER TABLE `__new_media_albums` RENAME TO `media_albums`;--> statement-breakpoint
CREATE INDEX `media_albums_by_album` ON `media_albums` (`generation`,`album_id`,`media_id`);
--> statement-breakpoint
-- The full-text table has generation and position in its rowid.
UPDATE `media_search` SET rowid = rowid + (1 << 40);
--> statement-breakpoint
INSERT INTO projection_state (name, active_generation, newest_generation, green_position, following) VALUES ('media', 1, 1, 0, 0);
