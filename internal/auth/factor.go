package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"image"
	"image/color"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp/totp"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

const (
	codeSeconds   = 30
	recoveryCount = 10
)

// newSecret is a 160-bit secret as authenticator applications write it.
func newSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// secretGroups writes the secret in groups of four, for typing it by hand.
func secretGroups(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// secretURL is what the picture holds. The issuer is plain ASCII because some applications garble the rest.
func secretURL(login, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {"Nhip Cau"}, "digits": {"6"}, "period": {strconv.Itoa(codeSeconds)}, "algorithm": {"SHA1"}}
	return "otpauth://totp/" + url.PathEscape("Nhip Cau:"+login) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// qrPath draws content as the path of an SVG, one unit a module; side is the number of modules.
func qrPath(content string) (path string, side int, err error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return "", 0, fmt.Errorf("drawing the code: %w", err)
	}
	side = code.Bounds().Dx()
	var b strings.Builder
	for y := range side {
		for x := 0; x < side; x++ {
			start := x
			for x < side && dark(code, x, y) {
				x++
			}
			if x > start {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", start, y, x-start, x-start)
			}
		}
	}
	return b.String(), side, nil
}

// dark reports whether a module of the picture is dark.
func dark(picture image.Image, x, y int) bool {
	return color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y < 128
}

// matchStep finds the time step whose code this is, one step to either side of now, later than last. A last that
// is still to come means that the clock fell back since; nobody is shut out for as long as it fell.
func matchStep(secret, code string, now time.Time, last int64) (int64, bool) {
	current := now.Unix() / codeSeconds
	if last > current+1 {
		last = 0
	}
	for _, step := range []int64{current, current - 1, current + 1} {
		want, err := totp.GenerateCode(secret, time.Unix(step*codeSeconds, 0))
		if err == nil && step > last && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

func (s *Service) factorPlace(account int64) string {
	return fmt.Sprintf("factor of account %d", account)
}

// useCode accepts a code of the application once, or a recovery code once. left is the number of recovery
// codes that remain, -1 if it was a code of the application.
func (s *Service) useCode(ctx context.Context, tx *db.Tx, account int64, code string) (left int, err error) {
	code = plainCode(code)
	if len(code) != 6 {
		return s.useRecovery(ctx, tx, account, code)
	}
	sealed, last, err := factorOf(ctx, tx, account)
	if err != nil {
		return 0, err
	}
	secret, err := s.opened(s.factorPlace(account), sealed)
	if err != nil {
		return 0, err
	}
	step, ok := matchStep(secret, code, s.Now(), last)
	if !ok {
		return 0, errWrongCode
	}
	first, err := takeStep(ctx, tx, account, step, s.Now().Unix()/codeSeconds+1)
	if err != nil {
		return 0, err
	}
	if !first {
		return 0, errWrongCode
	}
	return -1, nil
}

func (s *Service) useRecovery(ctx context.Context, tx *db.Tx, account int64, code string) (left int, err error) {
	ok, err := takeRecovery(ctx, tx, account, s.recoveryHash(account, code), s.Now())
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, errWrongCode
	}
	return countRecovery(ctx, tx, account)
}

func (s *Service) recoveryHash(account int64, code string) string {
	return s.keyed("recovery", fmt.Sprintf("%d %s", account, code))
}

// newRecovery replaces the recovery codes of an account and returns them, to be shown once.
func (s *Service) newRecovery(ctx context.Context, tx *db.Tx, account int64) ([]string, error) {
	err := dropRecovery(ctx, tx, account)
	if err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCount)
	for i := range codes {
		codes[i] = words(2, 5)
		err := insertRecovery(ctx, tx, account, s.recoveryHash(account, plainCode(codes[i])))
		if err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// enrolment is a secret on its way from the page back to us, sealed for one account.
func (s *Service) enrolment(account int64, secret string) string {
	return s.sealed(fmt.Sprintf("enrolment of account %d", account), secret)
}

// enrolled opens what enrolment sealed.
func (s *Service) enrolled(v visit, sealed string) (string, error) {
	return s.opened(fmt.Sprintf("enrolment of account %d", v.account.ID), sealed)
}

// enrol turns the second factor on if code belongs to the secret of the page, and returns the recovery codes.
// Other sessions end; this one gets a new token.
func (s *Service) enrol(ctx context.Context, v visit, sealed, code string) (codes []string, token string, err error) {
	secret, err := s.enrolled(v, sealed)
	if err != nil {
		return nil, "", fault.Wrap(fault.Invalid, err, "Trang này đã cũ. Hãy tải lại trang rồi quét mã mới.")
	}
	step, ok := matchStep(secret, plainCode(code), s.Now(), 0)
	if !ok {
		return nil, "", errWrongCode
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		on, err := setFactor(ctx, tx, v.account.ID, s.sealed(s.factorPlace(v.account.ID), secret), step, s.Now())
		if err != nil {
			return err
		}
		if !on {
			return fault.New(fault.Conflict, "Mã xác thực đã được bật ở nơi khác. Hãy tải lại trang.")
		}
		codes, err = s.newRecovery(ctx, tx, v.account.ID)
		if err != nil {
			return err
		}
		err = s.secure(ctx, tx, v, token)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.factor-on", web.Mark("%s bật mã xác thực khi đăng nhập."))
	})
	return codes, token, err
}

// renewRecovery replaces the recovery codes after asking for the password again.
func (s *Service) renewRecovery(ctx context.Context, v visit, password string) (codes []string, token string, err error) {
	err = s.confirm(ctx, v, password)
	if err != nil {
		return nil, "", err
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		codes, err = s.newRecovery(ctx, tx, v.account.ID)
		if err != nil {
			return err
		}
		err = s.secure(ctx, tx, v, token)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.recovery-new", web.Mark("%s lấy bộ mã dự phòng mới."))
	})
	return codes, token, err
}

// leaveFactor turns the second factor off after asking for the password again, unless the role asks for it.
func (s *Service) leaveFactor(ctx context.Context, v visit, password string) (token string, err error) {
	if v.policy.mustHaveFactor(v.officer.Grants) {
		return "", fault.New(fault.Conflict, "Vai trò của bạn bắt buộc dùng mã xác thực nên không tắt được.")
	}
	err = s.confirm(ctx, v, password)
	if err != nil {
		return "", err
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := s.dropFactor(ctx, tx, v.account.ID)
		if err != nil {
			return err
		}
		err = s.secure(ctx, tx, v, token)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.factor-off", web.Mark("%s tắt mã xác thực khi đăng nhập."))
	})
	return token, err
}

func (s *Service) dropFactor(ctx context.Context, tx *db.Tx, account int64) error {
	return errors.Join(clearFactor(ctx, tx, account), dropRecovery(ctx, tx, account), dropDevices(ctx, tx, account))
}

// secure ends the other sessions of the visitor and gives this one a new token.
func (s *Service) secure(ctx context.Context, tx *db.Tx, v visit, token string) error {
	err := dropOtherSessions(ctx, tx, v.account.ID, v.session)
	if err != nil {
		return err
	}
	return rotateSession(ctx, tx, v.session, tokenHash(token), true)
}

// actor is the person of the session, even while doors are still shut.
func (v visit) actor() Officer { return v.officer }

// note writes an audit line about an account whose sentence has one verb, the name of its person.
func (s *Service) note(ctx context.Context, tx *db.Tx, by Officer, a Account, action, sentence string, more ...any) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: by.Account, Actor: by.Full, Action: action, Object: "account", ObjectID: a.ID,
		Sentence: sentence, Args: append([]any{a.Name}, more...)})
}
