package web

import (
	"context"
	"net/http"
	"time"
)

// Right names what a route or a menu entry asks of the person. Packages declare their own constants.
type Right string

const (
	Anyone   Right = "anyone"    // nobody needs to be signed in
	SignedIn Right = "signed-in" // any person who is signed in
)

// Asker is the person behind a request. Package auth implements it.
type Asker interface {
	ID() int64
	Name() string   // full name, "Trần Thu Hà"
	Unit() string   // the unit of their post, for the corner of the page; may be empty
	Salute() string // how the desk addresses them: "anh", "chị", "ông", "bà"; empty means "bạn"
}

// Guard knows who is asking and what they may. Package auth implements it.
type Guard interface {
	// Identify finds the session of r and returns a context made with [WithAsker]; the request's own
	// context when nobody is signed in. An error is shown as a page by its kind.
	Identify(r *http.Request) (context.Context, error)
	// May reports whether the asker in ctx has the right somewhere; the scope of units is the handler's matter.
	May(ctx context.Context, right Right) bool
	// SignInURL is where an anonymous person is sent; it carries the address of [AddressToKeep].
	SignInURL(r *http.Request) string
}

// Rememberer is a [Guard] that also knows whose session it was that is over.
type Rememberer interface {
	// Formerly is the account whose session of this device is over; 0 when that is not known.
	Formerly(ctx context.Context) int64
}

type contextKey int

const (
	askerKey contextKey = iota
	langKey
	stateKey
	lockKey
)

// WithAsker returns a context in which a is asking.
func WithAsker(ctx context.Context, a Asker) context.Context {
	return context.WithValue(ctx, askerKey, a)
}

// lock is a screen that empties itself.
type lock struct {
	after time.Duration
	page  string
}

// WithLock returns a context whose pages the script exchanges for the page at address when nobody has touched the
// machine for so long. The guard shuts the door as well; this only clears the screen.
func WithLock(ctx context.Context, after time.Duration, address string) context.Context {
	return context.WithValue(ctx, lockKey, lock{after, address})
}

// Who is the person asking, nil when nobody is signed in.
func Who(ctx context.Context) Asker {
	a, _ := ctx.Value(askerKey).(Asker)
	return a
}

// May reports whether the asker may, for showing or hiding a button. Without a guard only [Anyone] may.
func May(ctx context.Context, right Right) bool {
	return allowed(ctx, stateOf(ctx).guard, right)
}

func allowed(ctx context.Context, g Guard, right Right) bool {
	switch {
	case right == Anyone:
		return true
	case Who(ctx) == nil:
		return false
	case right == SignedIn:
		return true
	case g == nil:
		return false
	}
	return g.May(ctx, right)
}

// AddressToKeep is the local address to return to after signing in: the page asked for, or, when a form was
// sent, where its words wait, or else the page that held it.
func AddressToKeep(r *http.Request) string {
	if kept := stateOf(r.Context()).unsentAt; kept != "" {
		return kept
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return r.URL.RequestURI()
	}
	return refererPath(r)
}
