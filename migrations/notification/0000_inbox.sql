CREATE TABLE `open_channels` (
	`user_id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`message` text NOT NULL,
	`code` text NOT NULL,
	`params` text NOT NULL,
	`is_read` integer NOT NULL,
	`created_at` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notifications_newest` ON `notifications` (`user_id`,`position`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`user_id`,`position`) WHERE is_read = 0;
--> statement-breakpoint
INSERT INTO checkpoint (name, position) VALUES ('notification', 0);
