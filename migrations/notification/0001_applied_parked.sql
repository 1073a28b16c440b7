CREATE TABLE `applied_parked` (
	`event_id` text PRIMARY KEY NOT NULL
);
