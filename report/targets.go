package report

// targets are the governed targets of the columns of a dataset.
type targets map[string]*Column

func targetsOf(p *Profile) targets { return nil }

func (t targets) of(table string, c *Column) *Column { return t[table+"."+c.Name] }

func targetRows(c *Column) uint64 { return c.Histogram.rows() }
