package export

// Error is the type of this package's sentinel errors, for errors.Is.
type Error string

func (e Error) Error() string { return string(e) }

const (
	// ErrOccupied is a target folder that holds something else than a snapshot of
	// the same dataset.
	ErrOccupied = Error("the folder holds something else")
	// ErrBusy is a target folder that another export is writing at the moment.
	ErrBusy = Error("another export is writing this snapshot")
	// ErrOption is an option with a value that is not allowed, or options that do
	// not fit together.
	ErrOption = Error("wrong option")
	// ErrCount is a source with more or fewer rows than its metadata say.
	ErrCount = Error("rows were added or removed")
)
