// Package chase urges units whose work is late (đôn đốc), in the order of the office: a specialist reminds the
// contact point by telephone, Zalo or at a meeting and logs it with one touch; above that stands a letter (công
// văn đôn đốc) with the late tasks in an annex, drafted here and signed as any paper.
//
// A unit is urged about what it leads and the officer coordinates. What waits for an answer, what is followed in
// another system and what a unit does without being ranked is never urged. A message to a unit names that unit
// alone; of what goes round inside the office it gives the code alone. Where only the unit itself may see that it
// is late, its tasks stand in a letter of its own.
//
// Tables: chase_entry, chase_letter, chase_unit, chase_case.
package chase
