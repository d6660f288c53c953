package auth

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Passkey is a key that a device or a password manager keeps for an account.
type Passkey struct {
	ID      int64
	Name    string // as its owner calls it
	Created time.Time
	Used    *time.Time // last sign-in with it

	record string // of the library, as JSON
}

const (
	maxPasskeys   = 10
	challengeLife = 5 * time.Minute
	maxAnswer     = 20_000 // bytes of what a browser may send back
)

// holder is an account as the library of passkeys sees it.
type holder struct {
	id      []byte
	account Account
	keys    []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return h.id }
func (h holder) WebAuthnName() string                       { return h.account.Login }
func (h holder) WebAuthnDisplayName() string                { return h.account.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func (s *Service) holderOf(ctx context.Context, tx *db.Tx, a Account) (holder, error) {
	id, err := hex.DecodeString(s.keyed("passkey holder", fmt.Sprint(a.ID)))
	if err != nil {
		return holder{}, err
	}
	h := holder{id: id, account: a}
	keys, err := passkeysOf(ctx, tx, a.ID)
	if err != nil {
		return h, err
	}
	for _, k := range keys {
		var c webauthn.Credential
		err := json.Unmarshal([]byte(k.record), &c)
		if err != nil {
			return h, fmt.Errorf("reading passkey %d: %w", k.ID, err)
		}
		h.keys = append(h.keys, c)
	}
	return h, nil
}

// relying is our side of a ceremony at one address, "https://nhipcau.anbinh.gov.vn".
func relying(site string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(site)
	if err != nil {
		return nil, err
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "Nhịp Cầu", RPOrigins: []string{site}})
}

// question is what a browser is asked: the options for it, and our half of the ceremony sealed for the way back.
type question struct {
	Options any    `json:"options"`
	Sealed  string `json:"sealed"`
}

func (s *Service) asking(place string, options any, session *webauthn.SessionData) (question, error) {
	session.Expires = time.Time{} // ours is kept by the clock we are given
	text, err := json.Marshal(struct {
		Until   time.Time
		Session *webauthn.SessionData
	}{s.Now().Add(challengeLife), session})
	if err != nil {
		return question{}, err
	}
	return question{options, s.sealed(place, string(text))}, nil
}

var errStaleKey = fault.New(fault.Invalid, "Lượt dùng khóa này đã quá lâu. Hãy bấm nút lần nữa.")

func (s *Service) asked(place, sealed string) (session webauthn.SessionData, err error) {
	var kept struct {
		Until   time.Time
		Session webauthn.SessionData
	}
	text, err := s.opened(place, sealed)
	if err == nil {
		err = json.Unmarshal([]byte(text), &kept)
	}
	if err != nil || s.Now().After(kept.Until) {
		return session, fault.Wrap(fault.Invalid, err, errStaleKey.Format)
	}
	return kept.Session, nil
}

// spend makes sure that a challenge or a state is answered once.
func (s *Service) spend(ctx context.Context, tx *db.Tx, what, value string) error {
	first, err := insertSpent(ctx, tx, s.keyed(what, value), s.Now())
	if err != nil {
		return err
	}
	if !first {
		return errStaleKey
	}
	return nil
}

func newKeyPlace(account int64) string { return fmt.Sprintf("new passkey of account %d", account) }

// askNewKey begins to make a passkey for the visitor.
func (s *Service) askNewKey(ctx context.Context, v visit, site string) (q question, err error) {
	rp, err := relying(site)
	if err != nil {
		return q, err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		h, err := s.holderOf(ctx, tx, v.account)
		if err != nil {
			return err
		}
		if len(h.keys) >= maxPasskeys {
			return fault.New(fault.Conflict, "Mỗi người có tối đa %d khóa truy cập. Hãy bỏ khóa không dùng nữa.", maxPasskeys)
		}
		options, session, err := rp.BeginRegistration(h,
			webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()),
			webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
				ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired}),
			webauthn.WithConveyancePreference(protocol.PreferNoAttestation))
		if err != nil {
			return fmt.Errorf("beginning a passkey: %w", err)
		}
		q, err = s.asking(newKeyPlace(v.account.ID), options.Response, session)
		return err
	})
	return q, err
}

var errBadKey = fault.New(fault.Invalid, "Không kiểm tra được khóa truy cập này. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.")

// addKey keeps the passkey that the visitor's device made.
func (s *Service) addKey(ctx context.Context, v visit, site, name, sealed, answer string) error {
	if name == "" {
		return fault.New(fault.Invalid, "Hãy đặt tên để sau này nhận ra khóa, ví dụ Điện thoại của tôi.").At("name")
	}
	session, err := s.asked(newKeyPlace(v.account.ID), sealed)
	if err != nil {
		return err
	}
	rp, err := relying(site)
	if err != nil {
		return err
	}
	if len(answer) > maxAnswer {
		return errBadKey
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return fault.Wrap(fault.Invalid, err, errBadKey.Format)
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		err := s.spend(ctx, tx, "challenge", session.Challenge)
		if err != nil {
			return err
		}
		h, err := s.holderOf(ctx, tx, v.account)
		if err != nil {
			return err
		}
		made, err := rp.CreateCredential(h, session, parsed)
		if err != nil {
			return fault.Wrap(fault.Invalid, err, errBadKey.Format)
		}
		record, err := json.Marshal(made)
		if err != nil {
			return err
		}
		ok, err := insertPasskey(ctx, tx, v.account.ID, credentialName(made.ID), name, string(record), s.Now())
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Conflict, "Khóa truy cập này đã được thêm từ trước.")
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.passkey-new", web.Mark("%s thêm khóa truy cập “%s”."), name)
	})
}

func credentialName(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

// renameKey and dropKey work on one's own passkeys only.
func (s *Service) renameKey(ctx context.Context, v visit, id int64, name string) error {
	if name == "" {
		return fault.New(fault.Invalid, "Hãy đặt tên để sau này nhận ra khóa, ví dụ Điện thoại của tôi.").At("name")
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		ok, err := setPasskeyName(ctx, tx, v.account.ID, id, name)
		if err != nil {
			return err
		}
		if !ok {
			return errNoKey
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.passkey-name", web.Mark("%s đổi tên một khóa truy cập thành “%s”."), name)
	})
}

var errNoKey = fault.New(fault.NotFound, "Khóa truy cập này không còn.")

func (s *Service) dropKey(ctx context.Context, v visit, id int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		name, err := dropPasskey(ctx, tx, v.account.ID, id)
		if errors.Is(err, db.ErrNoRows) {
			return errNoKey
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.passkey-drop", web.Mark("%s bỏ khóa truy cập “%s”."), name)
	})
}

const keyDoorPlace = "sign-in by passkey"

// askKey begins a sign-in by any passkey of this site, with the user verified by the device.
func (s *Service) askKey(site string) (question, error) {
	rp, err := relying(site)
	if err != nil {
		return question{}, err
	}
	options, session, err := rp.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return question{}, fmt.Errorf("beginning a sign-in by passkey: %w", err)
	}
	return s.asking(keyDoorPlace, options.Response, session)
}

// enterByKey opens a session for the owner of a passkey. The device has verified its user, so no door but a
// stopped account is left.
func (s *Service) enterByKey(ctx context.Context, site, sealed, answer string, network door, e entry) (token string, a Account, err error) {
	session, err := s.asked(keyDoorPlace, sealed)
	if err != nil {
		return "", a, err
	}
	parsed, rp, err := readKeyAnswer(site, answer)
	if err != nil {
		return "", a, err
	}
	err = s.knock(ctx, network)
	if err != nil {
		return "", a, err
	}
	e.how, e.factored = byPasskey, true
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := s.spend(ctx, tx, "challenge", session.Challenge)
		if err != nil {
			return err
		}
		_, used, err := rp.ValidatePasskeyLogin(func(rawID, _ []byte) (webauthn.User, error) {
			a, err = accountByCredential(ctx, tx, credentialName(rawID))
			if err != nil {
				return nil, err
			}
			return s.holderOf(ctx, tx, a)
		}, session, parsed)
		if err != nil {
			return fault.Wrap(fault.Invalid, err, errBadKey.Format)
		}
		if !a.MayEnter {
			return errStopped
		}
		err = s.usedKey(ctx, tx, used)
		if err != nil {
			return err
		}
		err = takeBackAttempt(ctx, tx, network.who, s.Now())
		if err != nil {
			return err
		}
		token, err = s.open(ctx, tx, a, e)
		return err
	})
	return token, a, err
}

func readKeyAnswer(site, answer string) (*protocol.ParsedCredentialAssertionData, *webauthn.WebAuthn, error) {
	rp, err := relying(site)
	if err != nil {
		return nil, nil, err
	}
	if len(answer) > maxAnswer {
		return nil, nil, errBadKey
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return nil, nil, fault.Wrap(fault.Invalid, err, errBadKey.Format)
	}
	return parsed, rp, nil
}

// usedKey keeps what a passkey says of itself; one whose counter goes backwards may be a copy.
func (s *Service) usedKey(ctx context.Context, tx *db.Tx, used *webauthn.Credential) error {
	if used.Authenticator.CloneWarning {
		return fault.New(fault.Invalid, "Khóa truy cập này có dấu hiệu bị sao chép nên không dùng được. Hãy đăng nhập bằng mật khẩu rồi bỏ khóa.")
	}
	record, err := json.Marshal(used)
	if err != nil {
		return err
	}
	return usePasskey(ctx, tx, credentialName(used.ID), string(record), s.Now())
}

func keyFactorPlace(account int64) string {
	return fmt.Sprintf("passkey as second factor of account %d", account)
}

// askKeyFactor asks for a passkey of the account whose password was right.
func (s *Service) askKeyFactor(ctx context.Context, v visit, site string) (q question, err error) {
	rp, err := relying(site)
	if err != nil {
		return q, err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		h, err := s.holderOf(ctx, tx, v.account)
		if err != nil {
			return err
		}
		if len(h.keys) == 0 {
			return errNoKey
		}
		options, session, err := rp.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationPreferred))
		if err != nil {
			return fmt.Errorf("asking for a passkey: %w", err)
		}
		q, err = s.asking(keyFactorPlace(v.account.ID), options.Response, session)
		return err
	})
	return q, err
}

// passFactorByKey opens the second door with a passkey.
func (s *Service) passFactorByKey(ctx context.Context, v visit, site, sealed, answer string) (token string, err error) {
	session, err := s.asked(keyFactorPlace(v.account.ID), sealed)
	if err != nil {
		return "", err
	}
	parsed, rp, err := readKeyAnswer(site, answer)
	if err != nil {
		return "", err
	}
	guessed := s.doorOfAccount("factor", v.account.ID)
	err = s.knock(ctx, guessed)
	if err != nil {
		return "", err
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := s.spend(ctx, tx, "challenge", session.Challenge)
		if err != nil {
			return err
		}
		h, err := s.holderOf(ctx, tx, v.account)
		if err != nil {
			return err
		}
		used, err := rp.ValidateLogin(h, session, parsed)
		if err != nil {
			return fault.Wrap(fault.Invalid, err, errBadKey.Format)
		}
		err = s.usedKey(ctx, tx, used)
		if err != nil {
			return err
		}
		return s.finishFactor(ctx, tx, v, token, guessed)
	})
	return token, err
}
