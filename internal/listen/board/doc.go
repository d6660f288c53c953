// Package board is the officers' face of listening: the board with its trends, sources, topics, stories, search,
// entry by hand, what the grassroots say and the review of tone; and the public page that says what is followed
// and what is not.
//
// What the board counts comes from listen_hour: the sums of days are kept in memory and the last days counted again
// every minute ([Service.Keep]), so that a page costs the same whether a province has a thousand items or half
// a million. A number opens the items behind it where they are of the press; of social sources nothing but counts
// was ever kept, and the pages say so.
//
// Tables: listen_saved (saved searches), listen_tone_answer (what officers said of proposals of tone; no text, no
// outlet), listen_tone_model (what these answers made of the first model of tone). Photographs of printed articles are
// files of package files that belong to an item.
package board
