CREATE TABLE `events` (
	`position` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`aggregate_id` text NOT NULL,
	`aggregate_type` text NOT NULL,
	`event_type` text NOT NULL,
	`version` integer NOT NULL,
	`schema_version` integer NOT NULL,
	`data` text NOT NULL,
	`metadata` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `events_by_stream` ON `events` (`aggregate_id`,`version`);--> statement-breakpoint
CREATE INDEX `events_by_owner` ON `events` (`user_id`,`position`);--> statement-breakpoint
CREATE INDEX `events_by_owner_and_type` ON `events` (`user_id`,`event_type`,`position`);