// Package law knows when things are due under Vietnamese law, and says why.
//
// It holds four kinds of dated data and the arithmetic between them:
//
//   - [Date] and [Moment]: a day in Việt Nam, and a day or an instant;
//   - [Calendar]: holidays, days off in lieu and working Saturdays, each with its source and a
//     provisional mark, and for each year whether the Government's decision is known;
//   - [RuleSet]: the clocks of the law as dated, versioned rows with their legal basis and a mark
//     that says whether the row was checked against the text;
//   - [Citation]: the legal texts themselves, with their dates and status.
//
// [Due] joins them: a rule, a calendar and a starting moment give a due date with one Vietnamese
// and one English sentence that explain it. Nothing is guessed: a length that could not be
// confirmed has the unit [Unknown] and gives no date but a reason, and a date that rests on an
// unchecked rule or on a year without a decided calendar is marked unverified and says so.
//
// Counting follows the Civil Code 2015, articles 145 to 148, wherever a special law is silent: the
// day of the event does not count; a month ends on the same day number or on the month's last day;
// a term whose last day is a day off ends with the next working day; hours run through nights and
// holidays; a day ends at 24:00. The time zone is UTC+7.
//
// The package is pure: it reads no clock and no file, and its values never change after they are
// made, so they may be shared between goroutines. Its errors are Vietnamese sentences that may be
// shown to a reader as they are.
//
//law:blds-2015
//law:blld-2019
package law
