-- Dataset v0.1, from a snapshot. To run it:
-- mysql --local-infile=1 DATABASE < THIS_FILE
SET SESSION sql_mode = 'TRADITIONAL';

CREATE TABLE `profiles` (
	`profile_id` CHAR(36) NOT NULL CHECK (`profile_id` REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
	`person_id` CHAR(36) NOT NULL CHECK (`person_id` REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
	`vehicle_id` CHAR(36) NOT NULL CHECK (`vehicle_id` REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
	`full_name` VARCHAR(81) NOT NULL CHECK (LENGTH(`full_name`) BETWEEN 5 AND 81),
	`age` INT NOT NULL CHECK (`age` BETWEEN 16 AND 95),
	`lob_type` VARCHAR(10) NOT NULL CHECK (`lob_type` IN ('Personal', 'Commercial')),
	`residence_state` VARCHAR(2) NOT NULL CHECK (`residence_state` IN ('AK', 'AL', 'AR', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MS', 'MT', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VA', 'VT', 'WA', 'WI', 'WV', 'WY')),
	`city` VARCHAR(40) NOT NULL CHECK (LENGTH(`city`) BETWEEN 2 AND 40),
	`postal_code` VARCHAR(255) NOT NULL CHECK (LENGTH(`postal_code`) > 0 AND `postal_code` REGEXP '^[0-9]{5}$'),
	`garaging_state` VARCHAR(2) NOT NULL CHECK (`garaging_state` IN ('AK', 'AL', 'AR', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MS', 'MT', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VA', 'VT', 'WA', 'WI', 'WV', 'WY')),
	`primary_vehicle_vin` VARCHAR(255) NOT NULL CHECK (LENGTH(`primary_vehicle_vin`) > 0 AND `primary_vehicle_vin` REGEXP '^[0-9A-HJ-NPR-Z]{17}$'),
	`vehicle_summary` VARCHAR(90) NOT NULL CHECK (LENGTH(`vehicle_summary`) BETWEEN 8 AND 90),
	`vehicle_count` INT NOT NULL CHECK (`vehicle_count` BETWEEN 1 AND 64),
	`risk_score` INT NOT NULL CHECK (`risk_score` BETWEEN 0 AND 100),
	`risk_rating` VARCHAR(6) NOT NULL CHECK (`risk_rating` IN ('Low', 'Medium', 'High')),
	`synthetic_source` VARCHAR(255) NOT NULL CHECK (LENGTH(`synthetic_source`) > 0 AND `synthetic_source` REGEXP '^enterprise-synthetic-data-hub v0\\.1$'),
	PRIMARY KEY (`profile_id`),
	UNIQUE (`person_id`),
	UNIQUE (`vehicle_id`),
	UNIQUE (`primary_vehicle_vin`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

START TRANSACTION;

CREATE TEMPORARY TABLE `cells of profiles` (`profile_id` LONGTEXT, `person_id` LONGTEXT, `vehicle_id` LONGTEXT, `full_name` LONGTEXT, `age` LONGTEXT, `lob_type` LONGTEXT, `residence_state` LONGTEXT, `city` LONGTEXT, `postal_code` LONGTEXT, `garaging_state` LONGTEXT, `primary_vehicle_vin` LONGTEXT, `vehicle_summary` LONGTEXT, `vehicle_count` LONGTEXT, `risk_score` LONGTEXT, `risk_rating` LONGTEXT, `synthetic_source` LONGTEXT) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
LOAD DATA LOCAL INFILE 'it''s a "dir" in C:\\/profiles_v0_1-00001-of-00002.csv' INTO TABLE `cells of profiles` CHARACTER SET utf8mb4
	FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' LINES TERMINATED BY '\n' IGNORE 1 LINES;
LOAD DATA LOCAL INFILE 'it''s a "dir" in C:\\/profiles_v0_1-00002-of-00002.csv' INTO TABLE `cells of profiles` CHARACTER SET utf8mb4
	FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' LINES TERMINATED BY '\n' IGNORE 0 LINES;
INSERT INTO `profiles` (`profile_id`, `person_id`, `vehicle_id`, `full_name`, `age`, `lob_type`, `residence_state`, `city`, `postal_code`, `garaging_state`, `primary_vehicle_vin`, `vehicle_summary`, `vehicle_count`, `risk_score`, `risk_rating`, `synthetic_source`)
	SELECT CASE WHEN LENGTH(`profile_id`) > 0 THEN `profile_id` END, CASE WHEN LENGTH(`person_id`) > 0 THEN `person_id` END, CASE WHEN LENGTH(`vehicle_id`) > 0 THEN `vehicle_id` END, CASE WHEN LENGTH(`full_name`) > 0 THEN `full_name` END, CASE WHEN LENGTH(`age`) > 0 THEN `age` END, CASE WHEN LENGTH(`lob_type`) > 0 THEN `lob_type` END, CASE WHEN LENGTH(`residence_state`) > 0 THEN `residence_state` END, CASE WHEN LENGTH(`city`) > 0 THEN `city` END, CASE WHEN LENGTH(`postal_code`) > 0 THEN `postal_code` END, CASE WHEN LENGTH(`garaging_state`) > 0 THEN `garaging_state` END, CASE WHEN LENGTH(`primary_vehicle_vin`) > 0 THEN `primary_vehicle_vin` END, CASE WHEN LENGTH(`vehicle_summary`) > 0 THEN `vehicle_summary` END, CASE WHEN LENGTH(`vehicle_count`) > 0 THEN `vehicle_count` END, CASE WHEN LENGTH(`risk_score`) > 0 THEN `risk_score` END, CASE WHEN LENGTH(`risk_rating`) > 0 THEN `risk_rating` END, CASE WHEN LENGTH(`synthetic_source`) > 0 THEN `synthetic_source` END
	FROM `cells of profiles`;
DROP TEMPORARY TABLE `cells of profiles`;

COMMIT;
