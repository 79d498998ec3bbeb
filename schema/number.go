package schema

import "time"

// numberOf returns what Number of a Batch returns.
func (c *Column) numberOf(row pointer) (int64, bool) {
	switch c.stored {
	case KindInt, KindDecimal:
		return c.integer(row), true
	case KindEnum:
		return int64(*at[uint8](row, c.off)), true
	case KindDate:
		d := *at[Date](row, c.off)
		return int64(d.day), d.day > 0
	case KindBool:
		if *at[bool](row, c.off) {
			return 1, true
		}
		return 0, true
	case KindTimestamp:
		t := *at[time.Time](row, c.off)
		return t.UnixMicro(), !t.IsZero() && timeHasForm(t)
	case kindNullable:
		if p := c.null.at(row, c.off); p != nil {
			return c.null.value.numberOf(p)
		}
	}
	return 0, false
}
