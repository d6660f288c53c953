// Package press writes ninety days of the press, the official pages and the talk of the fictional province An
// Bình, and knows the truth about them: which items tell the same story, which text was copied, shortened or
// quoted, which numbers were changed, which letters came from one campaign, where a burst began, which source
// died. Listening is measured against it.
//
// The same options give the same bytes. Items are made one at a time in the order of their arrival, so that
// half a million of them take no more memory than a thousand. All names are invented; the people of the
// social items, their numbers and addresses exist only to be looked for afterwards.
//
// Texts come from sentence frames written by hand (folder content) for more than twenty fields. The shapes of
// bursts are those of mechanisms, not of a statistical model: news that provokes news, a slow rise, two waves,
// one press conference, a relay from class to class; each passes through the habits of its sources. Beside
// them stand things that look like bursts and are none: one outlet that floods, a release pasted by twenty, a
// weekend paper, a session at which all fields swell, a new level, a lull, Tết and the return from it, outages, a
// source that sends weeks of old items at once. Daily counts of a topic vary about twice as much as chance.
package press
