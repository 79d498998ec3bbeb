-- Dataset v0.1, from a snapshot. To run it:
-- sqlite3 DATABASE < THIS_FILE
.bail on
PRAGMA foreign_keys = ON;
BEGIN;

CREATE TABLE "profiles" (
	"profile_id" TEXT NOT NULL,
	"person_id" TEXT NOT NULL,
	"vehicle_id" TEXT NOT NULL,
	"full_name" TEXT NOT NULL CHECK (length(CAST("full_name" AS BLOB)) BETWEEN 5 AND 81),
	"age" INTEGER NOT NULL CHECK ("age" BETWEEN 16 AND 95),
	"lob_type" TEXT NOT NULL CHECK ("lob_type" IN ('Personal', 'Commercial')),
	"residence_state" TEXT NOT NULL CHECK ("residence_state" IN ('AK', 'AL', 'AR', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MS', 'MT', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VA', 'VT', 'WA', 'WI', 'WV', 'WY')),
	"city" TEXT NOT NULL CHECK (length(CAST("city" AS BLOB)) BETWEEN 2 AND 40),
	"postal_code" TEXT NOT NULL CHECK (length(CAST("postal_code" AS BLOB)) > 0),
	"garaging_state" TEXT NOT NULL CHECK ("garaging_state" IN ('AK', 'AL', 'AR', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MS', 'MT', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VA', 'VT', 'WA', 'WI', 'WV', 'WY')),
	"primary_vehicle_vin" TEXT NOT NULL CHECK (length(CAST("primary_vehicle_vin" AS BLOB)) > 0),
	"vehicle_summary" TEXT NOT NULL CHECK (length(CAST("vehicle_summary" AS BLOB)) BETWEEN 8 AND 90),
	"vehicle_count" INTEGER NOT NULL CHECK ("vehicle_count" BETWEEN 1 AND 64),
	"risk_score" INTEGER NOT NULL CHECK ("risk_score" BETWEEN 0 AND 100),
	"risk_rating" TEXT NOT NULL CHECK ("risk_rating" IN ('Low', 'Medium', 'High')),
	"synthetic_source" TEXT NOT NULL CHECK (length(CAST("synthetic_source" AS BLOB)) > 0),
	PRIMARY KEY ("profile_id"),
	UNIQUE ("person_id"),
	UNIQUE ("vehicle_id"),
	UNIQUE ("primary_vehicle_vin")
) STRICT;

CREATE TEMPORARY TABLE "cells of profiles" ("profile_id" TEXT, "person_id" TEXT, "vehicle_id" TEXT, "full_name" TEXT, "age" TEXT, "lob_type" TEXT, "residence_state" TEXT, "city" TEXT, "postal_code" TEXT, "garaging_state" TEXT, "primary_vehicle_vin" TEXT, "vehicle_summary" TEXT, "vehicle_count" TEXT, "risk_score" TEXT, "risk_rating" TEXT, "synthetic_source" TEXT);
.import --csv --skip 1 "it's a \"dir\" in C:\\/profiles_v0_1-00001-of-00002.csv" "cells of profiles"
.import --csv --skip 0 "it's a \"dir\" in C:\\/profiles_v0_1-00002-of-00002.csv" "cells of profiles"
INSERT INTO "profiles" ("profile_id", "person_id", "vehicle_id", "full_name", "age", "lob_type", "residence_state", "city", "postal_code", "garaging_state", "primary_vehicle_vin", "vehicle_summary", "vehicle_count", "risk_score", "risk_rating", "synthetic_source")
	SELECT NULLIF("profile_id", ''), NULLIF("person_id", ''), NULLIF("vehicle_id", ''), NULLIF("full_name", ''), NULLIF("age", ''), NULLIF("lob_type", ''), NULLIF("residence_state", ''), NULLIF("city", ''), NULLIF("postal_code", ''), NULLIF("garaging_state", ''), NULLIF("primary_vehicle_vin", ''), NULLIF("vehicle_summary", ''), NULLIF("vehicle_count", ''), NULLIF("risk_score", ''), NULLIF("risk_rating", ''), NULLIF("synthetic_source", '')
	FROM "cells of profiles";
DROP TABLE "cells of profiles";

COMMIT;
