-- An event id is unique in its stream alone: the same one in two streams must stop neither.
CREATE TABLE `diverged_streams` (
	`aggregate_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`stream_event_id` text NOT NULL,
	`log_event_id` text NOT NULL,
	`found_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `log_epochs` (
	`epoch` integer PRIMARY KEY NOT NULL,
	`after_position` integer NOT NULL,
	`began_at` text NOT NULL,
	`reason` text NOT NULL,
	`recovered_at` text
);
--> statement-breakpoint
DROP INDEX `events_id_unique`;--> statement-breakpoint
CREATE INDEX `events_by_type` ON `events` (`event_type`,`position`);--> statement-breakpoint
CREATE INDEX `events_by_correlation` ON `events` ((metadata ->> 'correlation_id'),`position`);