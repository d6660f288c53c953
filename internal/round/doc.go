// Package round is a reporting round (đợt báo cáo): one form, one deadline, many units that owe an answer. A
// unit sees on one page everything that it owes, with what it said last time standing ready; nothing to
// report is one click. What another typed for a unit shows both names until the unit confirms it.
//
// The life of a round: draft → open → closed, or dropped before it closes. Closing freezes which line of each unit
// counts, and the totals; later lines are kept apart. The life of what a unit owes: waiting → given or nothing,
// or excused. Answers are lines that are only added: a correction (đính chính số liệu) is a new line with its
// reason, and the old line stays.
//
// A total is always the sum of lines that can be opened: every unit gives its own figures, and a unit above
// confirms those of the units below it without retyping them. What a line says about a task is handed in to
// package work in the same transaction.
//
// Units that do not sign in answer by a one-time link, which shows a form and nothing that was ever answered, or
// by a form that is filled in elsewhere: what it asked is kept when it is handed out, so that it is read back by
// its own questions and compared with what is there now.
//
// A line and the closing of its round never miss each other: a line first takes the row of what its unit owes
// and then asks for the state of the round; closing first changes that state and then takes every row.
//
// Tables: round_series, round_code, round, round_form, round_owed, round_answer, round_value, round_task,
// round_merge, round_frozen, round_link, round_link_draft, round_issue, round_import.
package round
