ALTER TABLE `media` ADD `thumbhash` text;--> statement-breakpoint
ALTER TABLE `media` ADD `sides` text;--> statement-breakpoint
ALTER TABLE `media` ADD `made_of` text;--> statement-breakpoint
ALTER TABLE `media` ADD `taken_local` text;--> statement-breakpoint
ALTER TABLE `media` ADD `taken_zone` text;--> statement-breakpoint
ALTER TABLE `media` ADD `camera_make` text;--> statement-breakpoint
ALTER TABLE `media` ADD `camera_model` text;--> statement-breakpoint
ALTER TABLE `media` ADD `lens` text;--> statement-breakpoint
ALTER TABLE `media` ADD `exposure_seconds` real;--> statement-breakpoint
ALTER TABLE `media` ADD `f_number` real;--> statement-breakpoint
ALTER TABLE `media` ADD `iso` real;--> statement-breakpoint
ALTER TABLE `media` ADD `focal_length_mm` real;--> statement-breakpoint
ALTER TABLE `media` ADD `located` integer DEFAULT false NOT NULL;