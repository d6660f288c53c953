// Package tone judges how a text speaks of a policy and of the public work that carries it out: favourably
// (đồng tình), neutrally (trung tính), unfavourably (lo ngại, phản đối) or in a way that cannot be told
// (chưa rõ); and on a second axis whether what it tells is an opportunity or a risk for steering (có lợi /
// bất lợi cho điều hành). A storm is a risk and says nothing against a policy; aid that arrives is an
// opportunity; a promise that is not kept speaks against the one who gave it.
//
// [Judge] starts from a lexicon written for this project (lexicon/README.md). A [Model] begins as that
// lexicon and learns from officers' corrections with [Learn]; [Choose] proposes what to ask them; [Correct]
// turns counts of verdicts into shares that take the model's own error into account, with an interval.
//
// The unit is a text of a story. There is no way to give a person or an outlet to anything in this package,
// and no model keeps a text: only weights of hashed phrases.
package tone
