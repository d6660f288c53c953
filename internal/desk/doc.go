// Package desk is the officers' face: Today, the page of a case, search, the calendar, notices, absences and
// the pages of administration. It shows what the foundation knows and lets people act on it; the rules live
// in work, org, auth, mail and law. What it needs of a duty it declares as a small interface ([Plans]).
//
// Every page works without the script. What a person typed always comes back: a refused form is shown again
// filled in, files that arrived stay arrived, and when two people edit one case both versions stand side by
// side.
//
// Tables: desk_seen. It also reads the timeline, the mentions and the reminders of work.
package desk
