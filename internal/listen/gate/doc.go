// Package gate is the door that everything which listening hears goes through before anything of it is stored,
// queued or logged.
//
// Of a social item only counts pass ([Voices], [Sketch]): it has no type here and no field for who said it. From
// articles of the press bylines are dropped ([DropByline]) and what points at a person is masked ([Mask]):
// handles, telephone numbers, identity numbers, e-mail addresses, number plates, house addresses. A saved query
// that names a private person is refused ([RefuseQuery]). Small numbers are not shown ([Shown]).
//
// Names inside a press text cannot be found with certainty; this package does not claim it.
//
// Everything is a pure function of its arguments and takes time linear in the length of the text.
package gate
