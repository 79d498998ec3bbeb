/*
Package schema describes the rows of a table once, and from that description
writes, reads and checks them. It knows nothing about insurance.

A [Table] belongs to a struct type, whose values are its rows. It lists the
attributes of the struct as [Column] values, each named by the address of its
field, so that the compiler sees what is described:

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
			schema.Field(&p.From, "from_day", "First day of cover."),
			schema.Field(&p.Premium, "premium_usd", "Premium of a year.", schema.Range(1, 100_000)),
		}
	})

[New] calls the function once, with a row of its own, and keeps where each field
lies. A mistake in the description is a panic that names the column and says what
to do, so that any test of a program finds it.

# Columns

The type of a field decides the [Kind] of its column, the same in every format:

	string, or a type based on it               KindText       a string in JSON
	a uint8 type with Names() []string          KindEnum       one of the names, a string in JSON
	uuid.UUID, or a [16]byte type like it       KindUUID       36 characters in lower case, a string in JSON
	[Date]                                      KindDate       YYYY-MM-DD, a string in JSON
	time.Time                                   KindTimestamp  RFC 3339 in UTC, a string in JSON
	an integer type                             KindInt        a whole number
	a signed integer type with [Scale]          KindDecimal    a number with that many decimals
	float64, or a type based on it              KindFloat      the shortest number that reads back equal
	bool, or a type based on it                 KindBool       true or false
	a type with MarshalText and UnmarshalText   KindCustom     its text, a string in JSON
	*T or sql.Null[T] of one of these           that of T      its value, or null

The zero value of an Enum without a name for it, of a Date, of a time.Time and of an
[Optional] UUID is written as empty text.

[Table.AppendArgs] and [Table.AppendScanDest] pass every kind to a database and back. Only
where other code passes a field to a driver does its type need Value and Scan of its own,
as for an Enum of yours.

What is Nullable has a pointer or an sql.Null as its field. No value is null in JSON and
NULL in databases, and empty in CSV. Text has no null apart from the empty text: make it
Optional. Where a value is there, it keeps the rules of its kind and options, and is not
empty.

A KindDecimal counts units: the number 1.05 with two decimals is 105 in its field, and in
its [Range]. A KindTimestamp has at most microseconds, as databases do: Check reports a
time with nanoseconds, so truncate it. Its zone does not matter; it is written in UTC. A KindFloat is finite;
negative zero is a number of its own, -0. An unsigned integer above the greatest int64 is written, but is neither read nor
valid. A type of 16 bytes is a UUID if it writes a sample in the canonical form, and a
KindCustom if not. AppendText, where a type has it beside MarshalText, spares an
allocation.

An [Option] says more about a column: what it may hold ([Len], [Range], [Scale], [Shape],
[UUIDVersion], [Optional]), what it is to other rows ([Key], [Unique], [UniqueIn],
[Ref]) and how it is governed ([DirectIdentifier], [QuasiIdentifier], [GovernanceInfo]).
[New] panics for an option that does not fit the kind, and names the table and the column.

A [Rule] is a promise about the row as a whole, such as that a policy does not
end before it begins. It has a name, a sentence and a function.

The columns of a struct that is embedded in another come from [Table.EmbedColumns], and may
stand among that struct's own in any order. See the example of Table.EmbedColumns.

# Writing

[Table.AppendCSV] and [Table.AppendJSON] append a row to a buffer and, but for a
table's first row and types that have MarshalText alone, allocate nothing else. Their bytes are those of encoding/csv, and of encoding/json without
HTML escapes, at a fraction of the time: at its first row a table is compiled into
lists of steps, in which all that does not depend on the row is already rendered.
They write any row, also one that breaks its promises.

# Reading

[Table.ParseCSV] and [Table.ParseJSON] read one row from a string and share its
memory; [Table.Clone] copies a row that is to be kept. [Table.ReadCSV] and [Table.ReadNDJSON] read the rows of a stream, in
memory that does not grow with it. All of them are strict: they take each value in
one form only, every column exactly once, and a header that is the table's own. So
whatever is read means the same once it is written again, and reading what was
written gives the same row; but for values that have no text, such as infinity, and for
JSON, which cannot hold bytes that are not UTF-8 and has U+FFFD for them. The error is a [ParseError], which says where, and
wraps [ErrSyntax], [ErrRange], [ErrUnknown] or another of the errors below, which says why.

# Checking

A row that can be read need not be right. [Table.Check] yields a [Violation] for
every promise that it breaks: of a column, of its kind and options, and of the
row, of its rules. [Table.Rules] lists these promises, each with a stable code and
a sentence. Text must always be valid UTF-8 without control characters and must
not begin like a formula, as the file may be opened in a spreadsheet. What depends
on more than one row, such as Unique and Ref, is described here and checked by
those who see all rows.

# Describing

A [Describer] is a table without the type of its rows: enough to say in another
language, such as JSON Schema or SQL, what the columns are. [Digest] is the
fingerprint of a description.
*/
package schema
