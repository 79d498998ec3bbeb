package schema

import (
	"fmt"
	"time"
)

// timestampDoc is the sentence of the rule that every KindTimestamp has.
const timestampDoc = "Must be of the years 1 to 9999, in whole microseconds."

// timeHasForm reports whether a time can be written without loss.
func timeHasForm(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999 && t.Nanosecond()%1000 == 0
}

// appendTime appends a time in UTC as RFC 3339, with a fraction only if it is not zero and
// without zeros at its end, as encoding/json does. It appends nothing for the zero time,
// and for a time that cannot be written without loss.
func appendTime(dst []byte, t time.Time) []byte {
	if t.IsZero() || !timeHasForm(t) {
		return dst
	}
	return t.UTC().AppendFormat(dst, time.RFC3339Nano)
}

// parseTime is the inverse of appendTime, and accepts no other form.
func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	var buf [40]byte
	if err != nil || string(appendTime(buf[:0], t)) != s {
		return time.Time{}, fmt.Errorf("%w, want a time in UTC as YYYY-MM-DDThh:mm:ssZ, with a fraction of at most six digits if it is not zero", ErrSyntax)
	}
	return t, nil
}

// driverLayouts are the layouts of times in databases. A time without a zone is in UTC.
var driverLayouts = [...]string{
	time.RFC3339Nano,
	"2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999Z07",
}

// driverTime converts the text of a time from a driver to the form of parseTime. It returns
// other text unchanged, for parseTime to reject.
func driverTime(s string) (string, error) {
	for _, layout := range driverLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return timeText(t)
		}
	}
	return s, nil
}

// timeText returns the text of a time, and an error if it cannot be written without loss.
func timeText(t time.Time) (string, error) {
	if !timeHasForm(t) {
		return t.String(), fmt.Errorf("%w: %s", ErrRange, timestampDoc)
	}
	return string(appendTime(nil, t)), nil
}
