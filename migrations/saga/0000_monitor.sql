CREATE TABLE `sagas` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`status` text NOT NULL,
	`active` integer NOT NULL,
	`revision` integer NOT NULL,
	`started_at` text NOT NULL,
	`view` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sagas_of_user` ON `sagas` (`user_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `sagas_of_user_by_status` ON `sagas` (`user_id`,`status`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `sagas_active` ON `sagas` (`active`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `sagas_by_start` ON `sagas` (`started_at`,`id`);