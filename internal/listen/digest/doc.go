// Package digest makes the weekly digest of what is written about the province (điểm tin) and the daily note.
//
// A digest is proposed by itself ([Service.Compose]): the stories that most sources told in their own words, each once
// unless it grew to more than twice, with the unit concerned and what is proposed; what came of the last digest; tone
// with its interval; questions; the forecast and how the last one came out. What it does not cover stands first and
// cannot be left out. Officers edit it on one screen; strikes and mergers are kept. Handed in for signature it is
// frozen with a hash ([Service.Freeze]) and never changes; what comes late stands in the next one.
//
// Of an article its title, our own summary, at most [MostQuoted] quoted syllables and its address are printed.
//
// Tables: listen_digest, listen_digest_entry, listen_digest_sent, listen_digest_reader.
package digest
