package listen

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// trace is what a line of a file, or the head of a table and a row of it, gives away of a social network: columns
// that say who spoke, or how many liked it. What bears it was said by persons, whatever the file or its source is
// called, and only counts of it may be kept.
type trace struct {
	columns bool     // the line has such columns
	persons []string // what stands in those that say who spoke
	liked   bool     // something stands in those that count
	social  bool     // a field says that it is a post, or leads to a network
	comment bool     // a field says that it was said below something else
}

// bears reports whether something stands in the columns: somebody spoke who is not the source itself, or others
// answered. A page of an office is one that others answer.
func (t trace) bears(class Class, source string) bool {
	for _, p := range t.persons {
		if class != Page || vi.Fold(p) != vi.Fold(source) {
			return true
		}
	}
	return t.liked && class != Page
}

// note adds a column and what stands in it.
func (t *trace) note(column, value string) {
	key := columnKey(column)
	kind, ok := columnsOfPosts[key]
	if kind == columnOfKind && ok {
		t.social = t.social || gate.SocialKind(value)
		t.comment = t.comment || gate.Comment(value)
		return
	}
	if !ok {
		t.social = t.social || !mediaColumn(key) && gate.SocialLink(value)
		return
	}
	t.columns = t.columns || kind != columnOfPost
	switch {
	case value == "":
	case kind == columnOfPost:
		t.social = true
	case kind == columnOfPerson:
		t.persons = append(t.persons, value)
	default:
		t.liked = t.liked || value != "0"
	}
}

type columnKind int

const (
	columnOfPerson columnKind = iota // says who spoke
	columnOfCount                    // says how many answered
	columnOfPost                     // only posts have something in it
	columnOfKind                     // says what it is, or where it was said
)

// columnsOfPosts are the columns that exports of social networks have and the press has not, folded and without
// signs. The byline of an article is none of them.
var columnsOfPosts = func() map[string]columnKind {
	kinds := map[string]columnKind{}
	for _, name := range strings.Fields(`
		nguoidang tennguoidang nguoidangbai nguoidangtin chubaidang nguoibinhluan tennguoibinhluan nguoigui nguoidung tennguoidung taikhoan tentaikhoan chutaikhoan
		handle user username userid userurl userlink uid screenname nickname nick from fromid fromname poster postedby commenter account accountname accountid accounturl
		profile profileurl profilelink profileid profilename avatar authorid authorurl authorlink authorhandle authorusername authorprofile trangcanhan linktrangcanhan
		phone phonenumber mobile dienthoai sodienthoai sdt email facebook facebookid zalo fullname hoten hovaten thanhvien`) {
		kinds[name] = columnOfPerson
	}
	for _, name := range strings.Fields(`
		like likes likecount likescount luotthich soluotthich thich solike luotlike reaction reactions reactioncount reactionscount totalreactions camxuc luotcamxuc tuongtac luottuongtac
		tongtuongtac interactions engagement share shares sharecount sharescount luotchiase soluotchiase chiase comment comments commentcount commentscount numcomments binhluan luotbinhluan sobinhluan
		retweet retweets retweetcount favorites favoritecount follower followers followercount nguoitheodoi luottheodoi love haha wow sad angry`) {
		kinds[name] = columnOfCount
	}
	for _, name := range strings.Fields(`commentid parentid parentcommentid replyto inreplyto inreplytoid conversationid tweetid statusid groupid groupname groupurl tennhom fanpage`) {
		kinds[name] = columnOfPost
	}
	for _, name := range strings.Fields(`
		platform platforms nentang network socialnetwork mang mangxahoi type kind posttype contenttype itemtype objecttype mediatype doctype loai loaibai loaitin loainoidung loaihinh loaikenh kieu channel channelname
		channeltype kenh tenkenh kenhdang kenhphat medium media site sitename sourcetype sourcename sourceclass loainguon nguon tennguon nhom nhomnguon group page pagename tentrang domain host provider app via`) {
		kinds[name] = columnOfKind
	}
	return kinds
}()

// mediaColumn reports whether a column holds pictures and films of an article, which may stand anywhere.
func mediaColumn(key string) bool {
	for _, start := range []string{"image", "img", "video", "thumb", "media", "enclosure", "embed", "anh", "hinh", "text", "noidung", "content", "body"} {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	return false
}

// columnKey is the name of a column without case, diacritics, spaces and signs: "Lượt thích" and "luot_thich" are one.
func columnKey(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u00a0_-./()#:\ufeff", r) {
			return -1
		}
		return r
	}, vi.Fold(name))
}

// traceOfJSON is the trace of a line of JSON.
func traceOfJSON(line []byte) (t trace) {
	eachField(line, func(name, value []byte) {
		if !bytes.Equal(value, []byte("null")) && !pressFields[string(name)] {
			t.note(unquoted(name), strings.Trim(unquoted(value), "[]{}"))
		}
	})
	return t
}

// pressFields are names that need no second look.
var pressFields = map[string]bool{
	`"id"`: true, `"guid"`: true, `"link"`: true, `"url"`: true, `"title"`: true, `"lead"`: true, `"summary"`: true, `"text"`: true, `"body"`: true, `"content"`: true,
	`"published"`: true, `"date"`: true, `"time"`: true, `"arrived"`: true, `"source"`: true, `"class"`: true, `"place"`: true, `"author"`: true, `"language"`: true, `"lang"`: true,
}

// unquoted is a JSON string as it reads; anything else stays.
func unquoted(raw []byte) (text string) {
	if len(raw) > 1 && raw[0] == '"' && json.Unmarshal(raw, &text) == nil {
		return strings.TrimSpace(text)
	}
	return string(raw)
}

// eachField visits the fields of a JSON object, not those of objects inside: name with its quotes, value as it
// stands. What is no object has none.
func eachField(data []byte, visit func(name, value []byte)) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 || data[0] != '{' {
		return
	}
	for i := 1; i < len(data); {
		i = skipSigns(data, i, " \t\r\n,")
		if i >= len(data) || data[i] != '"' {
			return
		}
		end := valueEnd(data, i)
		name := data[i:end]
		i = skipSigns(data, end, " \t\r\n:")
		end = valueEnd(data, i)
		visit(name, bytes.TrimSpace(data[i:end]))
		i = end
	}
}

func skipSigns(data []byte, i int, signs string) int {
	for i < len(data) && strings.IndexByte(signs, data[i]) >= 0 {
		i++
	}
	return i
}

// valueEnd is where the JSON value that begins at i ends.
func valueEnd(data []byte, i int) int {
	depth := 0
	for ; i < len(data); i++ {
		switch data[i] {
		case '"':
			for i++; i < len(data) && data[i] != '"'; i++ {
				if data[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return min(i+1, len(data))
			}
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth == 0 {
				return i + 1
			}
			if depth < 0 {
				return i
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return i
}
