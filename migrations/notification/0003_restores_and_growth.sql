-- Several read models may share a database, and an event id is unique in its stream only. Of what was applied before,
-- the aggregate is not known: it is empty.
CREATE TABLE `__new_applied_parked` (
	`name` text NOT NULL,
	`aggregate_id` text NOT NULL,
	`event_id` text NOT NULL,
	PRIMARY KEY(`name`, `aggregate_id`, `event_id`)
);
--> statement-breakpoint
INSERT INTO `__new_applied_parked`("name", "aggregate_id", "event_id") SELECT 'notification', '', "event_id" FROM `applied_parked`;--> statement-breakpoint
DROP TABLE `applied_parked`;--> statement-breakpoint
ALTER TABLE `__new_applied_parked` RENAME TO `applied_parked`;--> statement-breakpoint
ALTER TABLE `checkpoint` ADD `event_id` text;