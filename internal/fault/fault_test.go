package fault

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestKindAndSentenceSurviveWrapping(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("reading plan 7: %w", Wrap(Invalid, io.ErrUnexpectedEOF, "Tệp %s bị cắt cụt.", "a.docx"))
	if got := KindOf(err); got != Invalid {
		t.Errorf("KindOf = %v, want Invalid", got)
	}
	if got, want := Message(err), "Tệp a.docx bị cắt cụt."; got != want {
		t.Errorf("Message = %q, want %q", got, want)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
}

func TestAnErrorWithoutKindNeverShowsItself(t *testing.T) {
	t.Parallel()
	if got := Message(errors.New("pq: relation secret")); got != Unexpected {
		t.Errorf("Message = %q, want the neutral sentence", got)
	}
}
