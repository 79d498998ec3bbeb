module github.com/synthhub/synthhub

go 1.26.0

require (
	github.com/go-faker/faker/v4 v4.12.0
	github.com/gocarina/gocsv v0.0.0-20240520201108-78e41c74b4b1
	github.com/gofrs/uuid/v5 v5.5.1
	github.com/google/go-cmp v0.7.0
)

require golang.org/x/text v0.40.0 // indirect
