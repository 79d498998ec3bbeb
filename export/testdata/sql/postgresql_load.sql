-- Dataset v0.1, from a snapshot. To run it:
-- psql -f THIS_FILE DATABASE
\set ON_ERROR_STOP on
BEGIN;

CREATE TABLE "profiles" (
	"profile_id" uuid NOT NULL CHECK ("profile_id"::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
	"person_id" uuid NOT NULL CHECK ("person_id"::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
	"vehicle_id" uuid NOT NULL CHECK ("vehicle_id"::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'),
	"full_name" text NOT NULL CHECK (octet_length("full_name") BETWEEN 5 AND 81),
	"age" integer NOT NULL CHECK ("age" BETWEEN 16 AND 95),
	"lob_type" text NOT NULL CHECK ("lob_type" IN ('Personal', 'Commercial')),
	"residence_state" text NOT NULL CHECK ("residence_state" IN ('AK', 'AL', 'AR', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MS', 'MT', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VA', 'VT', 'WA', 'WI', 'WV', 'WY')),
	"city" text NOT NULL CHECK (octet_length("city") BETWEEN 2 AND 40),
	"postal_code" text NOT NULL CHECK (octet_length("postal_code") > 0 AND "postal_code" ~ '^[0-9]{5}$'),
	"garaging_state" text NOT NULL CHECK ("garaging_state" IN ('AK', 'AL', 'AR', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MS', 'MT', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VA', 'VT', 'WA', 'WI', 'WV', 'WY')),
	"primary_vehicle_vin" text NOT NULL CHECK (octet_length("primary_vehicle_vin") > 0 AND "primary_vehicle_vin" ~ '^[0-9A-HJ-NPR-Z]{17}$'),
	"vehicle_summary" text NOT NULL CHECK (octet_length("vehicle_summary") BETWEEN 8 AND 90),
	"vehicle_count" integer NOT NULL CHECK ("vehicle_count" BETWEEN 1 AND 64),
	"risk_score" integer NOT NULL CHECK ("risk_score" BETWEEN 0 AND 100),
	"risk_rating" text NOT NULL CHECK ("risk_rating" IN ('Low', 'Medium', 'High')),
	"synthetic_source" text NOT NULL CHECK (octet_length("synthetic_source") > 0 AND "synthetic_source" ~ '^enterprise-synthetic-data-hub v0\.1$'),
	PRIMARY KEY ("profile_id"),
	UNIQUE ("person_id"),
	UNIQUE ("vehicle_id"),
	UNIQUE ("primary_vehicle_vin")
);

\copy "profiles" ("profile_id", "person_id", "vehicle_id", "full_name", "age", "lob_type", "residence_state", "city", "postal_code", "garaging_state", "primary_vehicle_vin", "vehicle_summary", "vehicle_count", "risk_score", "risk_rating", "synthetic_source") FROM 'it''s a "dir" in C:\/profiles_v0_1-00001-of-00002.csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
\copy "profiles" ("profile_id", "person_id", "vehicle_id", "full_name", "age", "lob_type", "residence_state", "city", "postal_code", "garaging_state", "primary_vehicle_vin", "vehicle_summary", "vehicle_count", "risk_score", "risk_rating", "synthetic_source") FROM 'it''s a "dir" in C:\/profiles_v0_1-00002-of-00002.csv' WITH (FORMAT csv, HEADER false, ENCODING 'UTF8')

COMMIT;
