package listen

import (
	"bytes"
	"encoding/json"
	"slices"
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
	asks    bool     // something stands in those that only petitions and calls to hotlines have
	told    bool     // the line has columns that petitions have, and lists of the press too
	social  bool     // a field says that it is a post, or leads to a network
	comment bool     // a field says that it was said below something else
	written bool     // somebody is named who wrote it
	press   bool     // something stands in columns that only newsrooms have
}

// bears reports whether something stands in the columns: somebody spoke who is not the source itself, or others
// answered. A page of an office is one that others answer.
func (t trace) bears(class Class, source string) bool {
	for _, p := range t.persons {
		if class != Page || vi.Fold(p) != vi.Fold(source) {
			return true
		}
	}
	return t.asks || t.liked && class != Page
}

// note adds a column and what stands in it.
func (t *trace) note(column, value string) { t.noteIn(column, value, false) }

// noteIn is note for what may describe a picture or a film of an article: where that comes from says nothing of the
// article.
func (t *trace) noteIn(column, value string, picture bool) {
	key := columnKey(column)
	kind, ok := columnsOfPosts[key]
	if !ok {
		kind = kindByWords(column)
	}
	if picture && (kind == columnOfKind || kind == columnOfAny) {
		return
	}
	some := value != ""
	switch kind {
	case columnOfKind:
		t.social = t.social || gate.SocialKind(value) || gate.Petition(value) && !gate.PressName(value)
		t.comment = t.comment || gate.Comment(value)
		t.press = t.press || isKindOfSource(value)
	case columnOfPost:
		t.social = t.social || some
	case columnOfPerson:
		t.columns = true
		if some {
			t.persons = append(t.persons, value)
		}
	case columnOfCount:
		t.columns = true
		t.liked = t.liked || some && value != "0"
	case columnOfPetition:
		t.columns = true
		t.asks = t.asks || some
	case columnOfMatter:
		t.told = true
	case columnOfWriter:
		t.written = t.written || some
	case columnOfNewsroom:
		t.press = t.press || some
	default:
		leads := gate.SocialLink
		if fieldOfKey[headKey(column)].field == "link" { // whose own place is looked at apart
			leads = gate.NetworkLink
		}
		t.social = t.social || !mediaColumn(key) && leads(value)
	}
}

type columnKind int

const (
	columnOfAny      columnKind = iota // says nothing
	columnOfPerson                     // says who spoke
	columnOfCount                      // says how many answered
	columnOfPost                       // only posts have something in it
	columnOfKind                       // says what it is, or where it was said
	columnOfPetition                   // only petitions and calls to hotlines have it
	columnOfMatter                     // petitions have it, and lists of what the press says too
	columnOfWriter                     // says who wrote: the press has it, and so have networks
	columnOfNewsroom                   // only newsrooms have it
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

// mediaColumn reports whether a column holds the text of an article, or its pictures and films, which may stand anywhere.
func mediaColumn(key string) bool { return pictureColumn(key) || beginsWith(key, textStarts) }

func pictureColumn(key string) bool { return beginsWith(key, pictureStarts) }

var (
	pictureStarts = []string{"image", "img", "video", "thumb", "media", "enclosure", "embed", "anh", "hinh"}
	textStarts    = []string{"text", "noidung", "content", "body"}
)

func beginsWith(key string, starts []string) bool {
	return slices.ContainsFunc(starts, func(s string) bool { return strings.HasPrefix(key, s) })
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

// traceOfJSON is the trace of a line of JSON, at whatever depth its fields stand.
func traceOfJSON(line []byte) (t trace) {
	t.look(line, 0, false)
	return t
}

// deepest is how many objects and lists of a line may stand in each other; what is deeper hides something.
const deepest = 24

func (t *trace) look(data []byte, depth int, picture bool) {
	if depth > deepest {
		t.social = true
		return
	}
	eachField(data, func(name, value []byte) {
		inside := len(value) > 0 && (value[0] == '{' || value[0] == '[')
		picture := picture || inside && pictureColumn(columnKey(unquoted(name)))
		if !bytes.Equal(value, []byte("null")) && !(pressFields[string(name)] && depth == 0) {
			t.noteIn(unquoted(name), strings.Trim(unquoted(value), "[]{} "), picture)
		}
		if inside {
			t.look(value, depth+1, picture)
		}
	})
	eachElement(data, func(value []byte) {
		if value[0] == '{' || value[0] == '[' {
			t.look(value, depth+1, picture)
		}
	})
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

// eachElement visits the elements of a JSON list, as they stand. What is no list has none.
func eachElement(data []byte, visit func(value []byte)) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 || data[0] != '[' {
		return
	}
	for i := 1; i < len(data); {
		i = skipSigns(data, i, " \t\r\n,")
		end := valueEnd(data, i)
		if end <= i {
			return
		}
		if value := bytes.TrimSpace(data[i:end]); len(value) > 0 {
			visit(value)
		}
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
