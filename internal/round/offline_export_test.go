package round

// FatesForTest is what the preview of a filled form says of each field, by key.
func FatesForTest(m Import, sheaf Sheaf) map[string]string {
	fates := map[string]string{}
	for _, r := range previewOf(m, sheaf) {
		fates[r.Key] = string(r.Fate)
	}
	return fates
}
