-- A monitor that shows nothing has heard of nothing. One of before this counts as up to date: it has no row until a delivery comes.
CREATE TABLE `saga_checkpoint` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);--> statement-breakpoint
INSERT INTO `saga_checkpoint` (`id`, `position`) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM `sagas`);
