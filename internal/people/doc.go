// Package people keeps work in living hands. Somebody who leaves hands over everything open at once: cases,
// posts and account move in one transaction, and a paper (biên bản bàn giao) says what went to whom. A unit
// that was merged gives what is unfinished to its successor with its history; what is finished keeps the old
// name. Units for which nobody answers are shown.
//
// Tables: people_handover.
package people
