package schema

import (
	"fmt"
	"time"
)

// timeHasForm reports whether a time can be written without loss.
func timeHasForm(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999 && t.Nanosecond()%1000 == 0
}

// appendTime appends a time in UTC by RFC 3339, with a fraction only where there is one
// and without zeros at its end, as encoding/json does; nothing for the zero time, and for
// one that has no such form.
func appendTime(dst []byte, t time.Time) []byte {
	if t.IsZero() || !timeHasForm(t) {
		return dst
	}
	return t.UTC().AppendFormat(dst, time.RFC3339Nano)
}

// parseTime reads what appendTime writes, and no other form.
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

// timeLayouts are those in which databases write times, without a zone in UTC.
var timeLayouts = [...]string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999Z07"}

// timeOfText gives a time as databases write it the form that parseTime wants.
func timeOfText(s string) (string, error) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return timeText(t)
		}
	}
	return s, nil // for parseTime to refuse
}

// timeText returns the text of a time from a driver.
func timeText(t time.Time) (string, error) {
	if !timeHasForm(t) {
		return t.String(), fmt.Errorf("%w: %s", ErrRange, timePromise)
	}
	return string(appendTime(nil, t)), nil
}

const timePromise = "Must be of the years 1 to 9999, in whole microseconds."
