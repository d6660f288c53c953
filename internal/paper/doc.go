// Package paper keeps every document that is made here until it is issued: dự thảo, đã trình (ký), đã ban
// hành. A duty hands over a composed document; an officer completes what stands around it, hands it in for
// signature, gets it back with a reason or records number, day, signer and the issued file. The numbers of
// the document are frozen when it is handed over, each with the address that opens its rows; those of the
// issued file are read back and the differences listed.
//
// The life of a paper is in [State]. Each time it is handed in a round is kept: the document as it was and
// what came of it. A paper is seen by whoever sees what it is about, a draft only by those who prepare or sign
// papers of its unit; the duty says the first with [Service.Watch].
//
// Tables: paper, paper_round, paper_block, paper_habit.
package paper
