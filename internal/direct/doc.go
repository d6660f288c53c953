// Package direct turns a leader's word into work (ý kiến chỉ đạo): a line, a unit, a day, under any page, on
// the phone. What a leader says becomes a case at once. What a secretary writes down for a leader waits for the
// leader's confirmation, and both names stay. The sheet for the briefing (giao ban) is one page of what was
// directed, what is late and what waits.
//
// Of the page that a word was said about only its address and title are kept.
//
// Tables: direct_word.
package direct
