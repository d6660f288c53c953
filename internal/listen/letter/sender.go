package letter

import (
	"net/mail"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// senderLines begin the lines in which a letter, or one that was passed on in it, says who wrote it to whom and when.
var senderLines = []string{
	"from:", "to:", "cc:", "bcc:", "reply-to:", "sent by:", "sent:", "date:", "subject:", "từ:", "đến:", "tới:", "gửi:", "đã gửi:", "ngày:", "chủ đề:", "tiêu đề:", "người gửi:", "người nhận:", "kính gửi", "đồng kính gửi", "kính chào",
	"kính thưa", "thưa anh", "thưa chị", "thưa ông", "thưa bà", "thưa thầy", "thưa cô", "chào anh", "chào chị", "chào ông", "chào bà", "chào bạn", "chào các", "xin chào", "thân gửi", "gửi anh", "gửi chị", "gửi bạn", "dear ", "hi ", "hello ",
	"---------- forwarded", "-----original", "----- thư chuyển", "-------- thư", "begin forwarded", "bắt đầu thư được chuyển",
}

// saidBefore end the lines that lead to a letter that is answered: Vào Th 5, 5 thg 11, 2026 … đã viết:
var saidBefore = []string{"đã viết:", "viết:", "wrote:", "writes:"}

// closings begin a signature, as a line of their own.
var closings = []string{
	"trân trọng", "kính thư", "thân mến", "thân ái", "thân chào", "kính chào", "trân trọng cảm ơn", "trân trọng kính chào", "xin trân trọng cảm ơn", "xin cảm ơn", "cảm ơn", "chúc anh chị một ngày tốt lành", "chân thành cảm ơn", "xin chân thành cảm ơn",
	"best regards", "regards", "kind regards", "best", "sincerely", "thanks", "thanks and regards", "thanks & best regards", "sent from my iphone", "đã gửi từ iphone của tôi",
}

const (
	mostSalutation = 120 // bytes of a line that says who writes to whom
	mostSignature  = 20  // lines behind a closing
)

// withoutSender removes from the text of a letter who wrote it to whom: lines that say so, names of those in the head of
// the letter, and the signature, as it is marked (RFC 3676, 4.3) or begins with a closing.
func withoutSender(text string, people []string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var kept []string
	for i, line := range lines {
		bare := strings.TrimSpace(strings.TrimLeft(line, "> *\t"))
		if bare == "--" || bare == "__" || isClosing(bare) && len(lines)-i <= mostSignature && !slices.ContainsFunc(lines[i+1:], isProse) {
			break
		}
		low := strings.ToLower(bare)
		switch {
		case len(bare) <= mostSalutation && slices.ContainsFunc(senderLines, func(mark string) bool { return strings.HasPrefix(low, mark) }):
		case len(bare) <= 2*mostSalutation && slices.ContainsFunc(saidBefore, func(mark string) bool { return strings.HasSuffix(low, mark) }):
			if len(kept) > 0 && isBroken(kept[len(kept)-1]) { // it was wrapped
				kept = kept[:len(kept)-1]
			}
		case len(bare) <= mostSalutation && withoutNames(bare, people) != bare:
		default:
			kept = append(kept, withoutNames(line, people))
		}
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

func isClosing(line string) bool {
	return slices.Contains(closings, strings.ToLower(strings.Trim(line, " .,!;:-")))
}

// isProse reports whether a line is more than what stands in a signature.
func isProse(line string) bool { return len(line) > 2*mostSalutation }

// isBroken reports whether a line is the first half of one that leads to a letter that is answered.
func isBroken(line string) bool {
	low := strings.ToLower(strings.TrimSpace(strings.TrimLeft(line, "> ")))
	return len(low) <= mostSalutation && (strings.HasPrefix(low, "vào ") || strings.HasPrefix(low, "on ")) && !strings.HasSuffix(low, ".")
}

// addresses are those of a field of the head.
func addresses(h mail.Header, field string) []*mail.Address {
	all, err := h.AddressList(field)
	if err != nil {
		return nil
	}
	return all
}

// namesIn are the names of persons in the head of a letter; offices keep theirs.
func namesIn(h mail.Header) (all []string) {
	for _, field := range []string{"From", "To", "Cc", "Reply-To", "Sender"} {
		for _, a := range addresses(h, field) {
			if name := strings.TrimSpace(a.Name); name != "" && gate.PersonName(name, nil) != "" {
				all = append(all, name)
			}
		}
	}
	return all
}

func withoutNames(text string, names []string) string {
	for _, n := range names {
		text = strings.ReplaceAll(text, n, "")
	}
	return text
}

// tellers are hosts of letters that tell what somebody said, which are not those of the networks themselves.
var tellers = []string{"facebookmail.com", "googlegroups.com", "groups.io", "discoursemail.com", "mail.instagram.com", "redditmail.com", "quoramail.com", "disqus.net", "disqusmail.com"}

// tellerFields are in the heads of letters of forums and networks only.
var tellerFields = []string{"X-Facebook", "X-Facebook-Notify", "X-Linkedin-Class", "X-Twitter-Createdutc", "X-Discourse-Post-Id", "X-Discourse-Topic-Id", "X-Discourse-Reply-Key", "X-Youtube-Id"}

// telling is what such letters say.
var telling = []string{
	"đã bình luận", "đã trả lời bình luận", "đã nhắc đến bạn", "đã gắn thẻ", "đã đăng trong", "đã đăng trong nhóm", "đã chia sẻ bài viết của", "đã thích bài", "bình luận mới về", "bình luận mới trên", "bình luận mới cho", "đã nhắn tin cho",
	"commented on", "replied to your", "mentioned you", "tagged you", "new comment on", "posted in", "shared a post",
}

// isPersonal reports whether a network, a forum or a mailing list tells in a letter what somebody said.
func isPersonal(h mail.Header, subject, text string) bool {
	for _, field := range tellerFields {
		if h.Get(field) != "" {
			return true
		}
	}
	for _, field := range []string{"From", "Sender", "Reply-To", "Return-Path", "List-Post", "List-Unsubscribe", "Message-ID"} {
		value := strings.ToLower(h.Get(field))
		for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune("<>,; \t\"()", r) }) {
			_, host, found := strings.Cut(part, "@")
			if field == "List-Unsubscribe" && strings.Contains(part, "://") {
				_, host, found = strings.Cut(part, "://")
			}
			host, _, _ = strings.Cut(host, "/")
			if found && isTeller(host) {
				return true
			}
		}
	}
	first := strings.ToLower(subject + "\n" + text[:min(len(text), 600)])
	return slices.ContainsFunc(telling, func(said string) bool { return strings.Contains(first, said) })
}

// isTeller reports whether a host is one of a network. Letters from mail boxes of a company that also has one are not.
func isTeller(host string) bool {
	if strings.HasSuffix(host, "line.me") || strings.HasSuffix(host, "zalo.vn") && strings.HasPrefix(host, "mail.") {
		return false
	}
	return gate.SocialLink(host) || slices.ContainsFunc(tellers, func(t string) bool { return host == t || strings.HasSuffix(host, "."+t) })
}
