package work

// File is everything that hangs on a case, oldest first.
type File struct {
	Case          Case
	Periods       []Period
	Submissions   []Submission
	Requests      []Request
	Contributions []Contribution
	Evidence      []Evidence
	Comments      []Comment
	Events        []Event
	Reminders     []Reminder
}

// Acts says which acts an officer may do on a case now.
type Acts struct {
	Edit, Reschedule, Assign, Cancel, Finish    bool
	Start, Submit, AskExtension, AskTransfer    bool
	Accept, Return, Withdraw                    bool
	DecideRequest, TakeBack                     bool
	Contribute, AddEvidence, Comment, RemindNow bool
	Enter, Transfer                             bool // by a coordinator: type for the unit, give to another
}
