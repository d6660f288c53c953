package demo

// report foresees the papers on the progress of the plans.
func (s *story) report() {}
