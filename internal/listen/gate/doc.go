// Package gate is the door that everything which listening hears goes through before anything of it is stored,
// queued or logged.
//
// Of a social item only counts pass ([Key.Voice], [Sketch]): it has no type here and no field for who said it. What is
// social is told by where it stands and what it is called ([SocialLink], [SocialName], [SocialKind]). From articles of
// the press bylines are dropped ([DropByline]) and what points at a person is masked ([Mask]): handles, telephone
// numbers, identity numbers, e-mail addresses, number plates, house addresses. A saved query, a source and a note of an
// officer that name a private person are refused ([RefuseQuery], [PersonName], [Note], [PlaceNote]); what a name is,
// package person knows. Small numbers are not shown ([Shown]).
//
// Names inside a press text cannot be found with certainty; this package does not claim it.
//
// Everything is a pure function of its arguments and takes time linear in the length of the text.
package gate
