package rowdiff

// Errors that [Compare] wraps. Test for them with errors.Is.
const (
	// ErrOption is returned for options that are out of range or contradict each other.
	ErrOption = constError("wrong option")
	// ErrTable is returned for tables that cannot be compared: without a key, or with different columns.
	ErrTable = constError("the tables cannot be compared")
	// ErrHeader is returned for a file whose header is not that of the table.
	ErrHeader = constError("wrong header")
	// ErrSnapshot is returned for a folder or zip file that is not a snapshot with rows of the table.
	ErrSnapshot = constError("not a snapshot with rows of this table")
	// ErrMemory is returned if the rows of one key alone take more memory than allowed.
	ErrMemory = constError("the rows that have one key in common take more than the memory allowed: check that the key is one, or pass a larger Memory")
)

type constError string

// Error implements error.
func (e constError) Error() string { return string(e) }
