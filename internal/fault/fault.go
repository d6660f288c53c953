// Package fault gives errors a kind and a sentence for the reader, apart from their cause.
//
// The sentence is Vietnamese and is also the key under which its English translation is found; the cause
// is for the log and never shown. An error without a kind is Internal: the reader gets a neutral sentence.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of answer an error deserves.
type Kind int

const (
	Internal    Kind = iota // our fault: logged in full, the reader gets a neutral sentence
	Invalid                 // what was sent cannot be accepted as it is
	NotFound                // there is no such thing, or the asker may not know of it
	Forbidden               // the asker lacks the right
	Conflict                // the state of the thing does not allow it, or somebody else was first
	TooLarge                // beyond a stated limit
	Unavailable             // a component we need does not answer
)

// Error is an error with a kind and a sentence. Build it with New or Wrap.
type Error struct {
	Kind   Kind
	Format string // Vietnamese sentence with verbs; the translation key
	Args   []any
	Field  string // name of the form field at fault, if one is
	cause  error
}

// New makes an error of the given kind whose sentence people read.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Format: format, Args: args}
}

// Wrap is New with a cause that is logged and can be found by errors.Is and errors.As.
func Wrap(kind Kind, cause error, format string, args ...any) *Error {
	return &Error{Kind: kind, Format: format, Args: args, cause: cause}
}

// At names the form field at fault and returns e.
func (e *Error) At(field string) *Error {
	e.Field = field
	return e
}

// Sentence is the Vietnamese sentence for the reader.
func (e *Error) Sentence() string { return fmt.Sprintf(e.Format, e.Args...) }

// Error is the sentence and, for the log, its cause.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Sentence()
	}
	return e.Sentence() + ": " + e.cause.Error()
}

// Unwrap returns the cause, nil if there is none.
func (e *Error) Unwrap() error { return e.cause }

// KindOf finds the kind of err; Internal if none was given.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Find returns the classified error inside err, or nil.
func Find(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Unexpected is the neutral sentence for errors without a kind.
const Unexpected = "Hệ thống gặp lỗi ngoài dự kiến. Dữ liệu đã lưu không bị ảnh hưởng; hãy thử lại, nếu vẫn lỗi hãy báo quản trị hệ thống."

// Message is the Vietnamese sentence that a reader may see for err.
func Message(err error) string {
	if e := Find(err); e != nil && e.Kind != Internal {
		return e.Sentence()
	}
	return Unexpected
}
