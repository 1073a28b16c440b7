CREATE TABLE `album_media` (
	`album_id` text NOT NULL,
	`media_id` text NOT NULL,
	`user_id` text NOT NULL,
	`added_at` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`album_id`, `media_id`)
);
--> statement-breakpoint
CREATE INDEX `album_media_newest` ON `album_media` (`album_id`,`position`);--> statement-breakpoint
CREATE INDEX `album_media_holding` ON `album_media` (`media_id`);--> statement-breakpoint
CREATE TABLE `albums` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`is_default` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `albums_by_owner` ON `albums` (`user_id`,`is_default`,`position`);--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `gone_media` (
	`media_id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `media_thumbnails` (
	`media_id` text PRIMARY KEY NOT NULL
);

--> statement-breakpoint
INSERT INTO checkpoint (name, position) VALUES ('album', 0);
