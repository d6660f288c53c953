package gate

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Link is the address of an article as it is kept and shown: an absolute one of http or https, "" for anything else.
// It stays whole, for it has to lead to the article: numbers in it, of whatever length, are those by which newsrooms
// name articles. Only what says who reads, who sent the reader or how to reach somebody is taken off: credentials, and
// parameters with mail addresses, telephone numbers, sessions and tracking.
func Link(link string) string {
	scheme, rest, found := strings.Cut(strings.ReplaceAll(strings.TrimSpace(link), `\`, "/"), "://")
	scheme = strings.ToLower(scheme)
	for strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") { // written twice
		scheme, rest, _ = strings.Cut(rest, "://")
	}
	if !found || scheme != "http" && scheme != "https" || strings.ContainsFunc(rest, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return ""
	}
	rest, fragment, _ := strings.Cut(strings.ReplaceAll(rest, " ", "%20"), "#")
	rest, query, _ := strings.Cut(rest, "?")
	authority, path, slash := strings.Cut(rest, "/")
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	path = session.ReplaceAllString(path, "")
	u, err := url.Parse("http://" + authority)
	if err != nil || u.Hostname() == "" || mail.MatchString(path) || SocialLink(authority) && telephone(path[strings.LastIndexByte(path, '/')+1:]) {
		return ""
	}
	if slash {
		path = "/" + path
	}
	if query = openQuery(query); query != "" {
		path += "?" + query
	}
	if fragment != "" && !strings.Contains(fragment, "@") && !strings.HasPrefix(fragment, ":~:") {
		path += "#" + fragment
	}
	return strings.TrimSpace(scheme + "://" + authority + path)
}

// openQuery is a query without what is not for everybody.
func openQuery(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(part, "=")
		if part != "" && !private(strings.ToLower(key), value) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// private reports whether a parameter of an address says who reads, who sent the reader, or how to reach somebody.
func private(key, value string) bool {
	if tracked[key] || strings.HasPrefix(key, "utm_") || strings.HasPrefix(key, "__cft__") {
		return true
	}
	words := strings.FieldsFunc(key, func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' })
	if slices.ContainsFunc(append(words, strings.Join(words, "")), func(w string) bool { return personal[w] }) {
		return true
	}
	plain, err := url.QueryUnescape(value)
	if err != nil {
		plain = value
	}
	plain = strings.TrimSpace(plain)
	return mail.MatchString(plain) || handle.MatchString(plain) || SocialLink(plain) || telephone(plain) && !numbers.MatchString(key)
}

var (
	// session is what some servers put behind a path to know a reader again.
	session = regexp.MustCompile(`(?i);(?:jsessionid|phpsessid|sid)=[^/?#;]*`)
	// mail is an address of mail, its sign as it is or as addresses have it.
	mail = regexp.MustCompile(`(?i)[\w.+%-]*\w(?:@|%40)[\w-]+(?:\.[\w-]+)*\.(?:[a-gi-z][a-z]{1,9}|h[a-su-z][a-z]*)\b`)
	// handle is a name in a network as a whole value.
	handle = regexp.MustCompile(`^@[\pL\d_.]{3,}$`)
	// phoneShape is a telephone number of the country as a whole value, its groups parted or not.
	phoneShape = regexp.MustCompile(`^(?:\(?(?:\+|00)?84\)?|0|\(0\d{1,3}\))[ .-]?[1-9](?:[ .-]?\d){7,9}$`)
	// numbers are names of parameters in which newsrooms put the number of an article.
	numbers = regexp.MustCompile(`(?:id|no|so|ma|num|number|code)$|^(?:p|n|a|i|t|v|m|news|article|post|tin|bai|item|page|ts|time|date)$`)
)

// telephone reports whether a text is a telephone number and nothing else.
func telephone(text string) bool { return phoneShape.MatchString(text) }

// tracked are the parameters that say by what way a reader came. None of them says what is read.
var tracked = wordSet(`fbclid gclid dclid gbraid wbraid msclkid yclid ttclid twclid li_fat_id zarsrc zanpid gidzl igshid igsh mibextid sfnsn __tn__ mc_cid mc_eid _ga _gl _hsenc _hsmi mkt_tok fb_source
	fb_action_ids fb_action_types fb_ref ref_src ref_url cmpid share_id zclid zmref`)

// personal are the words in names of parameters whose values are about a person, or open something to one.
var personal = wordSet(`email mail phone phonenumber mobile tel telephone sdt dienthoai sodienthoai zalo user username userid fullname hoten hovaten cccd cmnd bienso token accesstoken auth authorization apikey
	password passwd pass pwd matkhau session sessionid jsessionid phpsessid`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
