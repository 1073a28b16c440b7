CREATE TABLE `checkpoint` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `media` (
	`id` text PRIMARY KEY NOT NULL,
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
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `media_by_owner` ON `media` (`user_id`,`position`);--> statement-breakpoint
CREATE TABLE `media_albums` (
	`media_id` text NOT NULL,
	`album_id` text NOT NULL,
	`user_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`media_id`, `album_id`)
);
--> statement-breakpoint
CREATE INDEX `media_albums_by_album` ON `media_albums` (`album_id`,`media_id`);--> statement-breakpoint
INSERT INTO checkpoint (name, position) VALUES ('media', 0);
