CREATE TABLE `attendance` (
	`live_session_id` text NOT NULL,
	`person_id` text NOT NULL,
	`status` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` text NOT NULL,
	PRIMARY KEY(`person_id`, `live_session_id`),
	FOREIGN KEY (`live_session_id`) REFERENCES `live_session`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `cohort_live_session` (
	`cohort_id` text NOT NULL,
	`live_session_id` text NOT NULL,
	PRIMARY KEY(`cohort_id`, `live_session_id`),
	FOREIGN KEY (`cohort_id`) REFERENCES `cohort`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`live_session_id`) REFERENCES `live_session`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `cohort_live_session_session` ON `cohort_live_session` (`live_session_id`);--> statement-breakpoint
CREATE TABLE `cohort` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`centre_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`title` text NOT NULL,
	`zone` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`answers_until` text,
	FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cohort_slug_unique` ON `cohort` (`slug`);--> statement-breakpoint
CREATE INDEX `cohort_programme` ON `cohort` (`programme_id`,`starts_on`);--> statement-breakpoint
CREATE TABLE `enrolment` (
	`id` text PRIMARY KEY NOT NULL,
	`cohort_id` text NOT NULL,
	`person_id` text NOT NULL,
	`enrolled_at` integer NOT NULL,
	FOREIGN KEY (`cohort_id`) REFERENCES `cohort`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `enrolment_person` ON `enrolment` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `enrolment_once` ON `enrolment` (`cohort_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `live_session` (
	`id` text PRIMARY KEY NOT NULL,
	`session_key` text,
	`title` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`mode` text NOT NULL,
	`place` text,
	CONSTRAINT "live_session_lasts" CHECK("live_session"."ends_at" > "live_session"."starts_at")
);
--> statement-breakpoint
CREATE TABLE `demonstration` (
	`id` text PRIMARY KEY NOT NULL,
	`laid_around` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`email` text NOT NULL,
	`password_hash` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_person_id_unique` ON `account` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_email_unique` ON `account` (`email`);--> statement-breakpoint
CREATE TABLE `centre` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`given_name` text NOT NULL,
	`family_name` text NOT NULL,
	`contact_email` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `role` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`centre_id` text,
	`cohort_id` text,
	`since` integer NOT NULL,
	`granted_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cohort_id`) REFERENCES `cohort`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "role_one_scope" CHECK("role"."centre_id" is null or "role"."cohort_id" is null)
);
--> statement-breakpoint
CREATE INDEX `role_person` ON `role` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `role_once_in_centre` ON `role` (`person_id`,`role`,`centre_id`) WHERE centre_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `role_once_in_cohort` ON `role` (`person_id`,`role`,`cohort_id`) WHERE cohort_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `role_once_everywhere` ON `role` (`person_id`,`role`) WHERE centre_id is null and cohort_id is null;--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `session_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `attempt` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`enrolment_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`exercise` text NOT NULL,
	`answer` text NOT NULL,
	`passed` integer NOT NULL,
	`score` real NOT NULL,
	`answered_at` integer NOT NULL,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attempt_exercise` ON `attempt` (`enrolment_id`,`exercise`,`sequence`);--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_once` ON `attempt` (`enrolment_id`,`attempt_id`);--> statement-breakpoint
CREATE TABLE `unit_completion` (
	`enrolment_id` text NOT NULL,
	`unit` text NOT NULL,
	`completed_at` integer NOT NULL,
	PRIMARY KEY(`enrolment_id`, `unit`),
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `unit_visit` (
	`enrolment_id` text NOT NULL,
	`unit` text NOT NULL,
	`anchor` text NOT NULL,
	`visited_at` integer NOT NULL,
	PRIMARY KEY(`enrolment_id`, `unit`),
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `worksheet_entry` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`enrolment_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`worksheet` text NOT NULL,
	`values` text NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `worksheet_entry_latest` ON `worksheet_entry` (`enrolment_id`,`worksheet`,`written_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `worksheet_entry_once` ON `worksheet_entry` (`enrolment_id`,`entry_id`);