package repair

// Other says why a mirror is none that an archive may be put right by.
type Other int

const (
	Unsigned Other = iota // no checkpoint in one of the places is signed with the log's key
	Newer                 // its log is longer than that of the archive, as far as the head knows
	Unknown               // its log is longer, and another than the head knows
)

// OtherError is a place that holds something else than this archive. Nothing was
// changed.
type OtherError struct {
	Kind Other
	Why  string
}

func (e *OtherError) Error() string { return e.Why }

// NoLogError is an archive without a log: it is lost as a whole.
type NoLogError struct{}

func (e *NoLogError) Error() string { return "the archive has no log" }

// MirrorError is an error of the mirror: what can be done about it is done there.
type MirrorError struct{ Err error }

func (e *MirrorError) Error() string { return e.Err.Error() }
func (e *MirrorError) Unwrap() error { return e.Err }

// ofPlace says of an error that it is the mirror's, if it is.
func ofPlace(place int, err error) error {
	if place == 1 && err != nil {
		return &MirrorError{err}
	}
	return err
}
