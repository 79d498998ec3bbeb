// Package report shows what is in a dataset, and how two datasets differ: as pages that a browser opens,
// and as JSON for machines.
//
// A [Profile] describes the rows of a dataset by counts. [Source] counts the records of a Generator or a
// Bundle, [Snapshot] and [Zip] those of a snapshot while package validate checks it, and [CSV] the rows of
// files from elsewhere. What is counted follows from the tables alone, so user-defined entities and
// attributes need no registration.
//
//	profile, checked, err := report.Snapshot(ctx, os.DirFS(dir))
//	…
//	reference, err := report.Reference(ctx, *profile.Settings, 100_000)
//	…
//	err = profile.WriteHTML(file, report.Checked(checked), report.Expect(reference))
//
// [Compare] returns the [Drift] between two profiles: what differs by intent, which columns only one side
// has, how much the values of each column differ, and which columns move together in another way. A
// [Verdict] needs both an effect and significance, so that two samples of one distribution seldom alarm.
//
//	drift, err := report.Compare(before, after)
//	…
//	if drift.Verdict >= report.Moderate {
//
// Package rowdiff, below this one, compares rows by their keys.
//
// # Counts
//
// All counters add up, so the result does not depend on the number of workers or on the order of the
// rows, and [Profile.Merge] of the profiles of parts is that of the whole. Values of a small range are
// counted one by one, others in classes whose width is at most 1/32 of the value, dates by month, words
// one by one up to 65,536 different ones of a column or 2 MiB of them, of which then a fair sample is
// kept. The number of different values is estimated by HyperLogLog. Memory does not grow with the number
// of rows: a million of the governed records take 64 MiB.
//
// # Real data
//
// A CSV file may hold real data, so its profile and its page disclose no row: see [Private].
package report
