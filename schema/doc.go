/*
Package schema writes, reads and checks the rows of a table by one description of
its columns. It knows nothing about insurance.

The rows of a [Table] are values of a struct type. The table lists the attributes of
the struct as [Column] values. Each column names its field by address, so the compiler
checks that the field exists:

	type Policy struct {
		ID      uuid.UUID
		Number  string
		From    schema.Date
		Premium int
	}

	var PolicyTable = schema.New("policies", "Policies in force.", func(p *Policy) []schema.Column {
		return []schema.Column{
			schema.Field(&p.ID, "policy_id", "Identifier of the policy.", schema.Key),
			schema.Field(&p.Number, "number", "Number on the card.", schema.Unique, schema.Shape("aa-d{6}")),
			schema.Field(&p.From, "from_day", "First day of coverage."),
			schema.Field(&p.Premium, "premium_usd", "Premium of a year.", schema.Range(1, 100_000)),
		}
	})

[New] calls the function once, with a row of its own, and stores the offset of each
field. For a mistake in the description it panics with a message that names the column
and says what to do. So every test of a program finds the mistake.

# Columns

The type of a field decides the [Kind] of its column, the same in every format:

	string, or a type based on it               KindText       a string in JSON
	a uint8 type with Names() []string          KindEnum       one of the names, a string in JSON
	uuid.UUID, or a [16]byte type like it       KindUUID       36 characters in lower case, a string in JSON
	schema.Date                                 KindDate       YYYY-MM-DD, a string in JSON
	time.Time                                   KindTimestamp  RFC 3339 in UTC, a string in JSON
	an integer type                             KindInt        a whole number
	a signed integer type with option Scale     KindDecimal    a number with that many decimals
	float64, or a type based on it              KindFloat      the shortest number that parses to the same value
	bool, or a type based on it                 KindBool       true or false
	a type with MarshalText and UnmarshalText   KindCustom     its text, a string in JSON
	*T or sql.Null[T] of these, except string   that of T      its value, or null

Details of the kinds:

  - The zero values of a Date, of a time.Time, of an [Optional] UUID, and of a KindEnum
    that has no name for it, are written as empty text.
  - A KindDecimal holds its value in units: with two decimals, the number 1.05 is 105 in
    the field and in its [Range].
  - A KindTimestamp is written in UTC, in whole microseconds, as databases store it. Check
    reports a time with nanoseconds; truncate it.
  - A KindFloat must be finite. Negative zero is written -0.
  - An unsigned integer above the maximum int64 is written, but Check reports it and it
    cannot be read.
  - A [16]byte type with text methods is a KindUUID if it writes the canonical form, and
    otherwise a KindCustom.
  - A KindCustom that has AppendText is written without an allocation.

The field of a nullable column is a pointer or an sql.Null. A missing value is null in
JSON, NULL in databases, and empty in CSV. A value that is present must not be empty, and
is subject to the kind and the options. Text is not nullable, because CSV cannot
distinguish null from empty text: use Optional.

An [Option] refines a column: its values ([Len], [Range], [Scale], [Shape],
[UUIDVersion], [Optional]), its relation to other rows ([Key], [Unique], [UniqueIn],
[Ref]), its governance class ([DirectIdentifier], [QuasiIdentifier], [GovernanceInfo]), and
whether it is fixed or as of the day of the dataset ([AsOf]). Field panics for an option
that does not apply to the kind.

A [Rule] is about a row as a whole: for example, that a policy does not end before it
begins. It has a name, a sentence and a function.

[Table.EmbedColumns] returns the columns of a row that is embedded in another struct. They
may be among the other columns of that struct in any order. See its example.

# Databases

[Table.AppendArgs] and [Table.AppendScanDest] convert every kind to and from the values of
database drivers. A type needs Value and Scan methods of its own only where other code
passes its values to a driver.

# Writing

[Table.AppendCSV] and [Table.AppendJSON] append a row to a buffer. They write the same
bytes as encoding/csv, and as encoding/json without HTML escapes, in a fraction of the
time: the first row compiles the table to lists of steps, which hold all text that does
not depend on the row. Later rows allocate nothing beyond the buffer, except for types
that have MarshalText and not AppendText. Invalid rows are written too.

# Reading

[Table.ParseCSV] and [Table.ParseJSON] read one row from a string and share its memory.
[Table.Clone] returns a copy that does not. [Table.ReadCSV] and [Table.ReadNDJSON] read
the rows of a stream of any length in bounded memory.

All of them are strict: each value has one text, every column must be present exactly once,
and the header must be that of the table. Only quotes that are not needed, and in JSON the
order of members, escapes and white space, may differ. So a row that was read and written again
has the same meaning, and a row that was written and read again is equal. There are two
exceptions: values without a text, such as infinity, and bytes that are not UTF-8, which
become U+FFFD in JSON.

An error is a [ParseError]. It states where the error is, and wraps [ErrSyntax],
[ErrRange], [ErrUnknown] or another of the errors below.

# Checking

A row that can be read is not always valid. [Table.Check] yields a [Violation] for every
rule that it breaks. The kind and the options of a column imply rules; row rules are
listed with the table. [Table.Rules] lists all of them, each with a stable code and a
sentence. Text must always be valid UTF-8 without control characters, and must not begin
like a formula, because a file may be opened in a spreadsheet. Unique and Ref depend on
more than one row: this package describes them and does not check them.

# Describing

A [Describer] is a table without the type of its rows. It is enough to describe the
columns in another language, such as JSON Schema or SQL. [Digest] returns the digest of a
description.
*/
package schema
