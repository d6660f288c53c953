// Package work is everything with an owner and a clock. A case has a code that people can say on the
// phone, a lead unit that answers for it, partners, perhaps a person, a clock that explains itself, one of
// four states beside the finer step of its life, periods in which something is owed, what was handed in,
// talk, evidence and a timeline. Today, reminders, the calendar, progress and punctuality come from here
// once, for every kind of case.
//
// The life of what is owed, for a single task and for each period of a recurring one:
//
//	new (chưa triển khai) → doing (đang thực hiện) → submitted (đã nộp) → accepted (đạt)
//	                                                      ↓
//	                                        returned with a reason (trả lại) → submitted …
//
// The lead unit submits, a coordinator accepts or returns. Punctuality compares the day of the accepted
// submission with the due day; the time that a submission waits for its coordinator never counts.
//
// Every change stores its rows, its audit line, its line in the timeline and its search entry in the
// transaction of the caller. Who may not see a case is told that there is none.
//
// Lists, counts and Today choose and sort on a board in memory, which knows by one number in the database
// when it is old and then reads only what changed; rows are read from the database. A number and the rows
// behind it therefore come from the same function, and both databases answer alike.
//
// Tables: work_code, work_case, work_partner, work_board, work_period, work_submission, work_request,
// work_contribution, work_evidence, work_comment, work_mention, work_event, work_absence, work_setting,
// work_digest, work_reminder, work_origin.
package work
