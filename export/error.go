package export

// Error is the type of this package's sentinel errors, for errors.Is.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrOccupied is a target folder that holds something else than a snapshot of
	// the same dataset.
	ErrOccupied = constError("the folder holds something else")
	// ErrBusy is a target folder that another export is writing at the moment.
	ErrBusy = constError("another export is writing this snapshot")
	// ErrOption is an option with a value that is not allowed, or options that do
	// not fit together.
	ErrOption = constError("wrong option")
	// ErrCount is a source with more or fewer rows than its metadata say.
	ErrCount = constError("rows were added or removed")
)
