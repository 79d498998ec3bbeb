module github.com/synthhub/synthhub/internal/benchmarks

go 1.26.0

require (
	github.com/brianvoe/gofakeit/v7 v7.18.1
	github.com/go-faker/faker/v4 v4.12.0
	github.com/gocarina/gocsv v0.0.0-20240520201108-78e41c74b4b1
	github.com/synthhub/synthhub v0.0.0
)

require (
	github.com/gofrs/uuid/v5 v5.5.1 // indirect
	golang.org/x/text v0.40.0 // indirect
)

replace github.com/synthhub/synthhub => ../..
