package export

// constError is an error that cannot be reassigned.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrTarget is returned for a target that cannot be replaced as a whole: an empty name, a
	// file, a link that leads nowhere, a name that is too long, the working folder or a folder
	// that holds it, a mount point or a folder that holds one, the root of a file system, a
	// folder that cannot be renamed.
	ErrTarget = constError("not a folder to replace")
	// ErrOccupied is returned when the target folder holds something other than a snapshot
	// of the same dataset with the same rows, or when the hidden folder next to it is not of an
	// export, belongs to another user, or was exchanged.
	ErrOccupied = constError("the folder is occupied")
	// ErrBusy is returned while another export writes the target folder.
	ErrBusy = constError("another export is writing this snapshot")
	// ErrOption is returned for an option with a value that is not allowed, and for options
	// that contradict each other or the number of records.
	ErrOption = constError("wrong option")
	// ErrCount is returned when a source has more or fewer rows than its metadata say.
	ErrCount = constError("rows were added or removed")
	// ErrDays is returned for two sources that are not the same book on two days. The error names
	// the setting that differs.
	ErrDays = constError("not the same book on two days")
	// ErrEntityDays is returned for an entity whose days are not those that [synthhub.Entity.WithDays]
	// asks for. The error names the table, the slot and the day.
	ErrEntityDays = constError("wrong days of an entity; correct the function of WithDays")
	// ErrText is returned for a text that validation refuses in every table. The error names the
	// table, the row and the column. Rows of an export with Faulty may hold such texts.
	ErrText = constError("a text has control characters or is not UTF-8; replace them where the row is made, or use Faulty for rows that are wrong on purpose")
)
