package export

// constError is an error that cannot be reassigned.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrTarget is returned for a target that cannot be replaced as a whole: one without a
	// name, a file, the working folder or one around it, a mount point, the root of a file
	// system.
	ErrTarget = constError("not a folder to replace")
	// ErrOccupied is returned when the target folder holds something other than a snapshot
	// of the same dataset.
	ErrOccupied = constError("the folder is occupied")
	// ErrBusy is returned when another export is writing the target folder at the moment.
	ErrBusy = constError("another export is writing this snapshot")
	// ErrOption is returned for an option with a value that is not allowed, or options that
	// do not fit together.
	ErrOption = constError("wrong option")
	// ErrCount is returned when a source has more or fewer rows than its metadata say.
	ErrCount = constError("rows were added or removed")
)
