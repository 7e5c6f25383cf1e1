CREATE TABLE `audit_entry` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`target_kind` text NOT NULL,
	`target_id` text NOT NULL,
	`centre_id` text,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_centre` ON `audit_entry` (`centre_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_target` ON `audit_entry` (`target_id`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit_entry` (`actor_id`);--> statement-breakpoint
CREATE INDEX `audit_age` ON `audit_entry` (`at`);--> statement-breakpoint
CREATE TABLE `erased_total` (
	`what` text NOT NULL,
	`of` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`what`, `of`)
);
--> statement-breakpoint
CREATE TABLE `stored_file` (
	`id` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`access` text NOT NULL,
	`stored_at` integer NOT NULL,
	`stored_by` text
);
--> statement-breakpoint
CREATE INDEX `stored_file_stored_by` ON `stored_file` (`stored_by`);--> statement-breakpoint
CREATE TABLE `consent` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`version` integer NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consent_person` ON `consent` (`person_id`,`text`);--> statement-breakpoint
CREATE TABLE `one_time_link` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`account_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`new_email` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `one_time_link_account` ON `one_time_link` (`account_id`,`kind`);--> statement-breakpoint
CREATE INDEX `one_time_link_expiry` ON `one_time_link` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkey_challenge` (
	`id` text PRIMARY KEY NOT NULL,
	`challenge` text NOT NULL,
	`account_id` text,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passkey_challenge_expiry` ON `passkey_challenge` (`expires_at`);--> statement-breakpoint
CREATE INDEX `passkey_challenge_account` ON `passkey_challenge` (`account_id`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passkey_account` ON `passkey` (`account_id`);--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`key` text NOT NULL,
	`window_start` integer NOT NULL,
	`count` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`key`, `window_start`)
);
--> statement-breakpoint
CREATE INDEX `rate_limit_expiry` ON `rate_limit` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sign_in_code` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text,
	`code_hash` text NOT NULL,
	`tries_left` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sign_in_code_account` ON `sign_in_code` (`account_id`);--> statement-breakpoint
CREATE INDEX `sign_in_code_expiry` ON `sign_in_code` (`expires_at`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` text PRIMARY KEY NOT NULL,
	`centre_id` text,
	`person_id` text,
	`kind` text NOT NULL,
	`to_address` text NOT NULL,
	`sender_name` text NOT NULL,
	`reply_to` text,
	`subject` text NOT NULL,
	`body_text` text NOT NULL,
	`body_html` text NOT NULL,
	`queued_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`leased_until` integer,
	`sent_at` integer,
	`failed_at` integer,
	`last_problem` text,
	FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `mail_due` ON `mail` (`sent_at`,`failed_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `mail_queued` ON `mail` (`queued_at`);--> statement-breakpoint
CREATE INDEX `mail_centre` ON `mail` (`centre_id`,`queued_at`);--> statement-breakpoint
CREATE INDEX `mail_person` ON `mail` (`person_id`);--> statement-breakpoint
CREATE TABLE `job_run` (
	`id` text PRIMARY KEY NOT NULL,
	`job` text NOT NULL,
	`slot` integer NOT NULL,
	`started_at` integer NOT NULL,
	`leased_until` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`report` text
);
--> statement-breakpoint
CREATE INDEX `job_run_latest` ON `job_run` (`job`,`started_at`);--> statement-breakpoint
CREATE INDEX `job_run_started` ON `job_run` (`started_at`);--> statement-breakpoint
CREATE INDEX `job_run_outcome` ON `job_run` (`outcome`,`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `job_run_once` ON `job_run` (`job`,`slot`);--> statement-breakpoint
CREATE TABLE `erasure_request` (
	`person_id` text PRIMARY KEY NOT NULL,
	`reason` text DEFAULT 'request' NOT NULL,
	`requested_at` integer NOT NULL,
	`due_at` integer,
	`kept_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `erasure_request_due` ON `erasure_request` (`due_at`);--> statement-breakpoint
CREATE TABLE `erasure` (
	`person_id` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL,
	`reason` text NOT NULL,
	`leftovers` text NOT NULL,
	`traces_gone_at` integer
);
--> statement-breakpoint
CREATE INDEX `erasure_traces` ON `erasure` (`traces_gone_at`);--> statement-breakpoint
CREATE TABLE `held_record` (
	`id` text PRIMARY KEY NOT NULL,
	`centre_id` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`until` text NOT NULL,
	`reason` text NOT NULL,
	`record` text NOT NULL,
	`held_at` integer NOT NULL,
	FOREIGN KEY (`centre_id`) REFERENCES `centre`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `held_record_centre` ON `held_record` (`centre_id`,`until`);--> statement-breakpoint
CREATE INDEX `held_record_until` ON `held_record` (`until`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_attendance` (
	`live_session_id` text NOT NULL,
	`person_id` text NOT NULL,
	`status` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` text,
	PRIMARY KEY(`person_id`, `live_session_id`),
	FOREIGN KEY (`live_session_id`) REFERENCES `live_session`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_attendance`("live_session_id", "person_id", "status", "recorded_at", "recorded_by") SELECT "live_session_id", "person_id", "status", "recorded_at", "recorded_by" FROM `attendance`;--> statement-breakpoint
DROP TABLE `attendance`;--> statement-breakpoint
ALTER TABLE `__new_attendance` RENAME TO `attendance`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `attendance_recorded_by` ON `attendance` (`recorded_by`);--> statement-breakpoint
ALTER TABLE `cohort` ADD `evidence_until` text;--> statement-breakpoint
ALTER TABLE `cohort` ADD `evidence_reason` text;--> statement-breakpoint
ALTER TABLE `account` ADD `accepted_at` integer;--> statement-breakpoint
ALTER TABLE `account` ADD `deactivated_at` integer;--> statement-breakpoint
CREATE INDEX `account_acceptance` ON `account` (`accepted_at`,`created_at`);--> statement-breakpoint
ALTER TABLE `centre` ADD `contact_name` text;--> statement-breakpoint
ALTER TABLE `centre` ADD `contact_email` text;--> statement-breakpoint
ALTER TABLE `centre` ADD `contact_phone` text;--> statement-breakpoint
ALTER TABLE `centre` ADD `mail_sender_name` text;--> statement-breakpoint
ALTER TABLE `centre` ADD `mail_reply_to` text;--> statement-breakpoint
ALTER TABLE `centre` ADD `logo_file_id` text REFERENCES stored_file(id);--> statement-breakpoint
ALTER TABLE `centre` ADD `requires_passkeys` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `centre_logo` ON `centre` (`logo_file_id`);--> statement-breakpoint
ALTER TABLE `person` ADD `centre_id` text REFERENCES centre(id);--> statement-breakpoint
CREATE INDEX `person_centre` ON `person` (`centre_id`);--> statement-breakpoint
CREATE INDEX `person_age` ON `person` (`created_at`);--> statement-breakpoint
ALTER TABLE `session` ADD `method` text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `device` text;--> statement-breakpoint
CREATE INDEX `role_granted_by` ON `role` (`granted_by`);--> statement-breakpoint
CREATE INDEX `role_place` ON `role` (`role`,`centre_id`,`cohort_id`);--> statement-breakpoint
UPDATE `account` SET `accepted_at` = `created_at`;
