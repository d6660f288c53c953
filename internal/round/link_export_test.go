package round

import "time"

// GateForTest is a gate for the tests outside the package.
func GateForTest(every time.Duration, burst int) func(string, time.Time) bool {
	g := &gate{every: every, burst: burst}
	return g.allow
}

// FieldForTest is the name of the field of a figure or a text.
func FieldForTest(r ID, key string) string { return askedField(r, key) }
