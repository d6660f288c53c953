package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// newOne stands in addresses for what is not there yet.
const newOne = "moi"

// atField says at which field of a form an error stands.
func atField(err error, field string) error {
	if e := fault.Find(err); e != nil && e.Kind == fault.Invalid && e.Field == "" {
		return e.At(field)
	}
	return err
}

// note writes a line in the audit log about what the asker did. It stays for good: what points at a person is masked.
func (s *Service) note(ctx context.Context, tx *db.Tx, action, object string, id int64, sentence string, args ...any) error {
	by := auth.Of(ctx)
	for i, a := range args {
		if text, ok := a.(string); ok {
			args[i], _ = gate.Mask(vi.Normalize(text))
		}
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: object, ObjectID: id, Sentence: sentence, Args: args,
	})
}

// atOwnField renames the field at which an error stands to that of the page.
func atOwnField(err error, names map[string]string) error {
	if e := fault.Find(err); e != nil && names[e.Field] != "" {
		return e.At(names[e.Field])
	}
	return err
}
