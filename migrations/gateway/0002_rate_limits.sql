CREATE TABLE `rate_limits` (
	`bucket` text PRIMARY KEY NOT NULL,
	`full_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limits_by_time` ON `rate_limits` (`full_at`);