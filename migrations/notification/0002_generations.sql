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
CREATE TABLE `__new_notifications` (
	`generation` integer NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`message` text NOT NULL,
	`code` text NOT NULL,
	`params` text NOT NULL,
	`is_read` integer NOT NULL,
	`created_at` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`generation`, `id`)
);
--> statement-breakpoint
INSERT INTO `__new_notifications`("generation", "id", "user_id", "title", "message", "code", "params", "is_read", "created_at", "position") SELECT 1, "id", "user_id", "title", "message", "code", "params", "is_read", "created_at", "position" FROM `notifications`;--> statement-breakpoint
DROP TABLE `notifications`;--> statement-breakpoint
ALTER TABLE `__new_notifications` RENAME TO `notifications`;--> statement-breakpoint
CREATE INDEX `notifications_newest` ON `notifications` (`generation`,`user_id`,`position`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`generation`,`user_id`,`position`) WHERE is_read = 0;
--> statement-breakpoint
INSERT INTO projection_state (name, active_generation, newest_generation, green_position, following) VALUES ('notification', 1, 1, 0, 0);
