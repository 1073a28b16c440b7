CREATE TABLE `answers` (
	`user_id` text NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`claim` text NOT NULL,
	`claimed_until` integer NOT NULL,
	`status` integer,
	`headers` text,
	`body` text,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `method`, `path`, `key`)
);
--> statement-breakpoint
CREATE INDEX `answers_by_expiry` ON `answers` (`expires_at`);