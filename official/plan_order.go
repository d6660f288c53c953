package official

import (
	"strings"
)

// order is one assignment in running text: who, with whom, what, when.
type order struct {
	sentence       stretch // in the paragraph
	lead, partners []nameSpan
	content        stretch // what is to be done
	rule           Rule
	void           bool // an order that says nothing of its own: "nghiêm túc thực hiện Kế hoạch này"
	chaired        bool // "chủ trì" was said
	header         bool // only names who does what follows: "Sở Tư pháp:"
	timing         sentenceTime
	timed          bool
}

// orderReader finds the assignments of one sentence.
type orderReader struct {
	dir    *Directory
	issuer string
	year   int
	eager  bool // the sentence is an item of a list: a unit at its head acts, whatever the verb
}

var (
	assignVerb   = pattern(`(?:^|[\s,;:(])((?:trân trọng\s+|tiếp tục\s+)?(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao|phân công|yêu cầu|đề nghị|kiến nghị|ủy quyền|chỉ đạo)(?:\s+cho)?)[\s,:]+`)
	passive      = pattern(`(?:được|đã|theo|các|nội dung|nhiệm vụ|kết quả|việc|phiếu|đơn|người|văn bản|chưa|khi|nếu có|bản)\s*$`)
	unitPrefix   = pattern(`^(?:trách nhiệm của|nhiệm vụ của|đối với|về phía|giao|đề nghị|yêu cầu|phân công|giao cho|giao trách nhiệm cho|giao nhiệm vụ cho|trân trọng đề nghị|kính đề nghị)[\s:,]+`)
	dutyWords    = []string{"có trách nhiệm", "có nhiệm vụ", "chịu trách nhiệm chính", "trong việc", "có trách nhiệm chính"}
	chairWords   = []string{"chủ trì", "chủ trì tham mưu", "làm đầu mối", "là đầu mối", "là cơ quan đầu mối", "là cơ quan tham mưu", "là đơn vị tham mưu", "là cơ quan thường trực tham mưu", "là đơn vị thường trực", "giữ vai trò đầu mối", "là cơ quan thường trực", "làm cơ quan đầu mối", "là đơn vị đầu mối", "là cơ quan chủ trì", "chịu trách nhiệm chủ trì"}
	withWords    = pattern(`^(?:(?:cùng\s+)?(?:phối(?:,)? (?:kết )?hợp|phối kết hợp)(?:\s+(?:chặt chẽ|thường xuyên|chặt chẽ, kịp thời|tốt|đồng bộ|hiệu quả|thường xuyên, chặt chẽ|cùng|thực hiện))*(?:\s*,?\s*(?:cùng với|với|cùng))?\s*:?\s+|cùng(?:\s+với)?\s+)`)
	withInside   = pattern(`phối(?:,)? (?:kết )?hợp(?:[\s,]+(?:chặt chẽ|thường xuyên|tốt|đồng bộ|hiệu quả|kịp thời))*\s+(?:cùng với|với|cùng)\s+`)
	rejected     = []string{"đã", "vừa", "đang", "là", "còn", "chưa", "được", "bị", "sẽ", "không", "nằm", "thuộc", "tại", "như", "nêu", "trên đây", "khẳng định", "cho biết", "thông báo để", "vẫn", "đều", "cơ bản", "nhận được", "nhận thấy", "thống nhất với", "thống nhất đánh giá", "thống nhất nhận định", "thống nhất kết luận", "thống nhất chủ trương", "thống nhất nội dung", "thống nhất cao"}
	issuesPaper  = pattern(`^(?:tỉnh |thành phố )?(?:ban hành|xây dựng|thông báo|có ý kiến|có văn bản|kết luận|quyết định|báo cáo|đề ra|triển khai)(?:\s+(?:và\s+)?(?:thực hiện|ban hành))?\s+(?:kế hoạch|chương trình|công văn|thông báo|chỉ thị|quyết định|hướng dẫn|ý kiến|kết luận|như sau|một số nội dung|các nội dung|phương án|chỉ đạo|văn bản)[^.]*?(?:như sau|sau đây|cụ thể\s*:|sau\s*:|:$)`)
	concludes    = pattern(`^(?:đã\s+)?(?:kết luận|chỉ đạo|yêu cầu|đề nghị|có ý kiến|phát biểu|nhấn mạnh|giao)(?:[\s,]+(?:và|kết luận|chỉ đạo|như sau|sau|một số|các|nội dung|nhiệm vụ|ý kiến))*\s*:\s*$`)
	formula      = pattern(`^(?:(?:căn cứ|theo (?:chức năng|quy định|thẩm quyền|nhiệm vụ|kế hoạch))[^,;]{0,120}[,;]?\s*)?(?:(?:nghiêm túc|khẩn trương|tổ chức|chủ động|phối hợp|quan tâm|tập trung|kịp thời|và|nghiêm|chịu trách nhiệm|có trách nhiệm|căn cứ|quán triệt|,)\s*)*(?:triển khai|thực hiện|thi hành)(?:\s+(?:thực hiện|thi hành|nghiêm túc|nghiêm|tốt|có hiệu quả|hiệu quả|các|những|nội dung|nhiệm vụ|ý kiến|chỉ đạo|đầy đủ|đúng|tinh thần|quy định|theo quy định|kết luận|bảo đảm|chất lượng|tiến độ))*(?:[\s,]+(?:trên|này|nêu trên|nói trên|tại|của|chủ tịch|ubnd|ủy ban nhân dân|tỉnh|thành phố|thông báo|chỉ thị|công văn|kế hoạch|quyết định|chương trình|văn bản|kết luận|công điện|đây|theo|đúng))*\s*[./]*\s*$`)
	courtesy     = pattern(`để (?:các )?(?:[\pL ,]{0,60})\s?biết,?\s*(?:và )?(?:phối hợp|tổ chức|triển khai|thực hiện)|thi hành (?:quyết định|kế hoạch|chỉ thị|quy chế) này|^chịu trách nhiệm (?:toàn diện |chính )?(?:trước|về) [^;]*$`)
	afterthought = pattern(`[,;.]\s*(?:trong quá trình|nếu có|trường hợp|nếu|khi có|có)\s.*(?:vướng mắc|khó khăn|phát sinh|vượt thẩm quyền)`)
)

// announces opens a news item: somebody issued a document that asks everybody for something; what it asks
// of whom follows.
var announces = pattern(`(?:vừa|đã|mới)\s+(?:ký\s+)?(?:ban hành|có|ký)\s+(?:văn bản|công văn|công điện|chỉ thị|kế hoạch|thông báo)[^.;]*$`)

// issuers direct others and are not told what to do.
var issuers = pattern(`^(?:(?:thường trực|phó|quyền|đồng chí|chủ tịch|lãnh đạo|và)\s+)*(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thủ tướng|chính phủ|quốc hội|tỉnh ủy|thành ủy|ban thường vụ tỉnh ủy|ban thường vụ thành ủy)(?:\s+(?:tỉnh|thành phố|chính phủ))?(?:\s+\pL+){0,3}$`)

func (o *orderReader) isIssuer(names []nameSpan) bool {
	if len(names) != 1 {
		return false
	}
	key := newPassage(names[0].name).key
	if key == "ban thường vụ" || key == "ban chấp hành" {
		return true // of the document itself
	}
	if strings.Contains(key, "các ") || strings.Contains(key, "xã") || strings.Contains(key, "phường") || strings.Contains(key, "huyện") || strings.Contains(key, "cấp") {
		return o.issuer != "" && o.issuer == key
	}
	if containsAny(o.issuer, "hội đồng nhân dân", "hđnd", "tỉnh ủy", "thành ủy", "chính phủ", "quốc hội") && containsAny(key, "ubnd", "ủy ban nhân dân") {
		return false
	}
	return issuers().MatchString(key) || o.issuer != "" && strings.Contains(o.issuer, key)
}

// read finds who is told to do something in the sentence s of p. running says that a unit named before
// may be meant.
func (o *orderReader) read(p passage, s stretch, running bool) (order, bool) {
	p = p.slice(0, s.to)
	at := skipOpeners(p, skipBlanks(p.key, s.from))
	names, end := scanUnits(p, at, o.dir)
	if len(names) > 0 && !o.isIssuer(names) {
		if w, ok := o.subject(p, s, names, end); ok {
			return w, true
		}
	}
	if w, ok := o.behindRepetition(p, s, at); ok && len(names) == 0 {
		return w, true
	}
	if w, ok := o.assigned(p, s, at); ok {
		return w, true
	}
	if w, ok := o.behindClause(p, s, at); ok && len(names) == 0 {
		return w, true
	}
	if w, ok := o.behindTitle(p, s, at); ok {
		return w, true
	}
	if w, ok := o.doneByUnits(p, s, at); ok && len(names) == 0 {
		return w, true
	}
	if w, ok := o.forwarded(p, s, at); ok && !running {
		return w, true
	}
	if _, verdict := firstPhrase(p.key, at, verdicts); verdict {
		return order{}, false
	}
	if running && len(names) == 0 && o.orders(p, at) {
		return o.finish(p, order{sentence: s, rule: RuleRunning}, at)
	}
	return order{}, false
}

var (
	byUnits = pattern(`[\s,;:]do\s+`)
	topic   = pattern(`^(?:(?:riêng|đối với|về|phần|các|những)\s+)*(?:việc|công tác|công việc|nội dung|nhiệm vụ|khâu|hạng mục|hoạt động|phần việc)\s`)
)

// doneByUnits reads the passive voice: "Việc bố trí kinh phí do Sở Tài chính chủ trì tham mưu". What is to
// be done stands in front, as a noun or before a comma or colon.
func (o *orderReader) doneByUnits(p passage, s stretch, at int) (order, bool) {
	for _, m := range byUnits().FindAllStringIndex(p.key[at:], -1) {
		front := strings.TrimSpace(p.key[at : at+m[0]])
		if strings.Count(front, " ") < 1 || !strings.HasSuffix(front, ",") && !strings.HasSuffix(front, ":") && !topic().MatchString(front) {
			continue
		}
		names, end := scanUnits(p, at+m[1], o.dir)
		if len(names) == 0 || o.isIssuer(names) {
			continue
		}
		next := skipBlanks(p.key, end)
		charge, ok := firstPhrase(p.key, next, append([]string{"thực hiện", "tổ chức thực hiện", "đảm nhiệm", "đảm nhận", "phụ trách", "chịu trách nhiệm", "phối hợp"}, chairWords...))
		if !ok {
			continue
		}
		if _, chair := firstPhrase(p.key, next, chairWords); !chair {
			next = skipBlanks(p.key, charge)
		}
		w, ok := o.finish(p, order{sentence: s, lead: names, rule: RuleAssigned, chaired: true}, next)
		if !ok || w.header {
			continue
		}
		if rest := p.key[min(len(p.key), max(w.content.from, charge)):]; w.void || onlyDone(rest) {
			w.timing.move(w.content.from - at)
			w.content = stretch{at, at + m[0]}
			w.void = false
		} else {
			w.timing.move(w.content.from - at)
			w.content.from = at
		}
		return w, true
	}
	return order{}, false
}

// lightVerb opens what says no more than that something is done.
var lightVerb = pattern(`^\s*(?:(?:và|tổ chức|triển khai|thực hiện|tham mưu|hoàn thành)\s+)*(?:tổ chức|triển khai|thực hiện|tham mưu|hoàn thành)(?:[\s,.;]|$)`)

// onlyDone reports words that say no more than that something is done, and when.
func onlyDone(rest string) bool {
	rest = strings.Trim(lightVerb().ReplaceAllString(rest, ""), " ,.;")
	return !hasWord(rest) || timeOpening().MatchString(rest)
}

// hasVerb reports a verb of administration anywhere in a clause.
func hasVerb(key string) bool {
	for i := skipBlanks(key, 0); i < len(key); {
		if _, ok := verbAt(key, i); ok {
			return true
		}
		if _, end := word(key, i); end > i {
			i = end
		} else {
			i++
		}
		i = skipBlanks(key, i)
	}
	return false
}

var forwards = pattern(`^(?:kính\s+|trân trọng\s+)?(?:chuyển(?:\s+(?:đến|tới|cho))?|mời)\s+`)

// forwarded reads what a leader writes on a letter: "Chuyển Sở Tài chính xem xét, tham mưu".
func (o *orderReader) forwarded(p passage, s stretch, at int) (order, bool) {
	m := forwards().FindStringIndex(p.key[at:])
	if m == nil {
		return order{}, false
	}
	names, end := scanUnits(p, at+m[1], o.dir)
	if len(names) == 0 {
		return order{}, false
	}
	w, ok := o.subject(p, s, names, end)
	w.rule = RuleAssigned
	return w, ok
}

// behindClause reads a sentence that begins with a condition or a time: "Hằng năm, Sở Nội vụ …", "Căn cứ
// Kế hoạch này, các sở, ngành …".
func (o *orderReader) behindClause(p passage, s stretch, at int) (order, bool) {
	if _, ok := firstPhrase(p.key, at, leadingClauses); !ok {
		return order{}, false
	}
	for i, commas := at, 0; commas < 4; commas++ {
		comma := strings.IndexByte(p.key[i:], ',')
		if comma < 0 || containsAny(p.key[at:i+comma], "nếu ", "vướng mắc", "khó khăn") {
			break
		}
		i = skipBlanks(p.key, i+comma+1)
		names, end := scanUnits(p, i, o.dir)
		if len(names) == 0 {
			if w, ok := o.behindRepetition(p, s, i); ok {
				return w, true
			}
			continue
		}
		if o.isIssuer(names) {
			continue
		}
		if w, ok := o.subject(p, s, names, end); ok {
			o.timeOfClause(p, &w, at, i)
			return w, true
		}
	}
	return order{}, false
}

// behindRepetition reads a sentence whose first words say how often: "Mỗi tháng Sở Tài chính tổ chức …".
func (o *orderReader) behindRepetition(p passage, s stretch, at int) (order, bool) {
	m := repetition().FindStringIndex(p.key[at:])
	if m == nil || m[0] > 0 {
		return order{}, false
	}
	i := skipBlanks(p.key, at+m[1])
	for i < len(p.key) && p.key[i] == ',' {
		i = skipBlanks(p.key, i+1)
	}
	names, end := scanUnits(p, i, o.dir)
	if len(names) == 0 || o.isIssuer(names) {
		return order{}, false
	}
	w, ok := o.subject(p, s, names, end)
	if ok {
		o.timeOfClause(p, &w, at, i)
	}
	return w, ok
}

// timeOfClause takes the time that a leading clause tells.
func (o *orderReader) timeOfClause(p passage, w *order, from, to int) {
	if w.timed || w.void || w.header {
		return
	}
	w.timing, w.timed = sentenceTiming(p.key[from:to], o.year)
	if clause := strings.TrimRight(p.key[from:to], " ,"); !w.timed && onlyTime(clause) {
		w.timing, w.timed = sentenceTime{Timing: ReadTiming(clause, o.year), end: len(clause)}, true
	}
	w.timing.move(from - w.content.from)
}

var leadingClauses = []string{
	"căn cứ", "trên cơ sở", "trong quá trình", "hàng năm", "hằng năm", "hàng quý", "hằng quý", "hàng tháng", "hằng tháng", "hàng tuần", "hằng tuần", "định kỳ", "khi", "để", "nhằm", "trước ngày", "trước", "sau khi",
	"sau", "từ", "theo", "trong", "đến", "quý", "tháng", "năm", "chậm nhất", "ngay sau", "ngay khi", "vào", "thường xuyên", "trước mắt", "trường hợp", "riêng",
	"sáng mai", "chiều mai", "tối mai", "ngày mai", "sáng nay", "chiều nay", "tuần tới", "tuần sau", "tháng tới",
}

// mostTitleOfSentence is how many words a sentence may have before the colon behind which a unit acts.
const mostTitleOfSentence = 25

// behindTitle reads a sentence with a title of its own: "Tổ chức thực hiện: Giao Văn phòng …".
func (o *orderReader) behindTitle(p passage, s stretch, at int) (order, bool) {
	colon := strings.IndexByte(p.key[at:], ':')
	if colon < 0 {
		return order{}, false
	}
	if words := strings.Count(p.key[at:at+colon], " "); words > mostTitleOfSentence || words > 7 && !o.orders(p, at) {
		return order{}, false
	}
	title := p.key[at : at+colon]
	at = skipBlanks(p.key, at+colon+1)
	names, end := scanUnits(p, at, o.dir)
	if len(names) > 0 && !o.isIssuer(names) {
		w, ok := o.subject(p, s, names, end)
		if ok && !w.timed && onlyTime(title) {
			w.timing, w.timed = sentenceTime{Timing: ReadTiming(title, o.year)}, true
		}
		return w, ok
	}
	if m := assignVerb().FindStringIndex(p.key[at:]); m != nil && m[0] == 0 {
		return o.assigned(p, s, at)
	}
	return order{}, false
}

// names reports that an explicit assignment begins at i.
func (o *orderReader) names(p passage, i int) bool {
	w, ok := o.read(p, stretch{i, len(p.text)}, false)
	return ok && len(w.lead) > 0 && !w.void
}

// orders reports that a sentence begins with what is to be done.
func (o *orderReader) orders(p passage, at int) bool {
	if _, ok := verbAt(p.key, at); ok {
		return true
	}
	_, ok := firstPhrase(p.key, at, sentenceOpeners)
	return ok
}

// skipOpeners steps over "Theo đó," and the like.
func skipOpeners(p passage, at int) int {
	for range 3 {
		end, ok := firstPhrase(p.key, at, sentenceOpeners[:openersWithoutVerb])
		if !ok {
			return at
		}
		next := skipBlanks(p.key, end)
		if next < len(p.key) && (p.key[next] == ',' || p.key[next] == ':') {
			next = skipBlanks(p.key, next+1)
		}
		at = next
	}
	return at
}

// subject reads a sentence that begins with the units that are to act.
func (o *orderReader) subject(p passage, s stretch, names []nameSpan, end int) (order, bool) {
	next := skipBracket(p, end)
	for next < len(p.key) && (p.key[next] == ',' || p.key[next] == '-') {
		next = skipBlanks(p.key, next+1)
	}
	var partners []nameSpan
	if saysChair(p, end) {
		if members, e := scanUnits(p, next, o.dir); len(members) > 0 {
			partners, next = members, skipBlanks(p.key, e)
		}
	}
	if e, ok := o.chargedWith(p, names, next); ok {
		next = e
	} else if e, ok := whichOfMany(p, names, next); ok {
		next = e
	}
	w := order{sentence: s, lead: names, partners: partners, rule: RuleSubject}
	if next < len(p.key) && p.key[next] == ':' {
		if members, e := scanUnits(p, skipBlanks(p.key, next+1), o.dir); len(members) > 1 && len(names) == 1 && isPlural(names[0].nameKey()) && actsNext(p.key, e) {
			w.lead, next = members, skipBlanks(p.key, e)-1
		}
		return o.finish(p, w, next+1)
	}
	if _, ok := firstPhrase(p.key, next, rejected); ok {
		if _, chair := firstPhrase(p.key, next, chairWords); !chair {
			return order{}, false
		}
	}
	if issuesPaper().MatchString(p.key[next:]) || concludes().MatchString(p.key[next:]) {
		return order{}, false
	}
	if next >= len(p.key) {
		return order{}, false
	}
	if !o.predicate(p, next) {
		if next, _ = o.behindQualifier(p, names, next); next == 0 {
			return order{}, false
		}
	}
	return o.finish(p, w, next)
}

// saysChair reports "(chủ trì)" behind a name.
func saysChair(p passage, at int) bool {
	at = skipBlanks(p.key, at)
	if at >= len(p.key) || p.key[at] != '(' {
		return false
	}
	near := p.key[at:min(len(p.key), at+mostQualifier)]
	m := roleBracket().FindStringIndex(near)
	return m != nil && m[0] == 0 && strings.Contains(near[:m[1]], "chủ trì")
}

// behindQualifier steps over a clause that tells which of many units are meant, up to what they are to do:
// "Đảng ủy các xã, phường có dự án tăng cường vận động …". Only items of a list are read so boldly.
func (o *orderReader) behindQualifier(p passage, names []nameSpan, at int) (int, bool) {
	i, ok := firstPhrase(p.key, at, []string{"được", "có", "thuộc", "nằm", "nơi", "bị"})
	if !ok || !o.eager || !isPlural(names[len(names)-1].nameKey()) && !strings.Contains(names[0].nameKey(), "các ") {
		return 0, false
	}
	for words := 0; i < len(p.key) && i-at < mostQualifier; words++ {
		i = skipBlanks(p.key, i)
		_, end := word(p.key, i)
		if end == i {
			return 0, false
		}
		if e, verb := verbAt(p.key, i); verb && words > 0 && strings.Contains(p.key[i:e], " ") {
			return i, true
		}
		i = end
	}
	return 0, false
}

// whichOfMany takes a clause that tells which of many units are meant into their name: "Các cơ quan, đơn vị chậm
// trả lời báo chí phải giải trình".
func whichOfMany(p passage, names []nameSpan, at int) (int, bool) {
	last := &names[len(names)-1]
	if _, verb := verbAt(p.key, at); verb || !isPlural(names[0].nameKey()) {
		return at, false
	}
	near := p.key[at:min(len(p.key), at+mostQualifier)]
	for _, duty := range []string{"phải", "có trách nhiệm", "chịu trách nhiệm"} {
		i := strings.Index(near, " "+duty+" ")
		if i <= 0 || strings.ContainsAny(near[:i], ".;:,") {
			continue
		}
		if _, refused := firstPhrase(p.key, at, rejected); refused {
			return at, false
		}
		last.name, last.end = p.text[last.start:at+i], at+i
		return at + i + 1, true
	}
	return at, false
}

// mostQualifier is how many bytes a clause may have that tells which units are meant.
const mostQualifier = 90

// chargedWith steps over "được giao (nhiệm vụ)" before a verb, and over "được giám sát" that only tells
// which of many units are meant.
func (o *orderReader) chargedWith(p passage, names []nameSpan, at int) (int, bool) {
	e, ok := firstPhrase(p.key, at, []string{"được giao", "được giao nhiệm vụ", "được phân công", "được phân công nhiệm vụ"})
	if !ok {
		e, ok = hasPhrase(p.key, at, "được")
		if !ok || !isPlural(names[0].nameKey()) {
			return at, false
		}
		if e, ok = verbAt(p.key, skipBlanks(p.key, e)); !ok {
			return at, false
		}
	}
	e = skipBlanks(p.key, e)
	near := p.key[e:min(len(p.key), e+mostQualifier)]
	for _, duty := range []string{"có trách nhiệm", "chịu trách nhiệm"} {
		if i := strings.Index(near, " "+duty); i >= 0 && !strings.ContainsAny(near[:i], ".;") {
			return e + i + 1, true
		}
	}
	_, verb := verbAt(p.key, e)
	return e, verb
}

// predicate reports that what follows a subject tells it to act.
func (o *orderReader) predicate(p passage, at int) bool {
	if _, ok := verbAt(p.key, at); ok {
		return true
	}
	if _, ok := firstPhrase(p.key, at, []string{"cần", "phải", "theo", "căn cứ", "trong phạm vi", "có trách nhiệm", "sớm", "ngay", "trực tiếp", "khẩn trương", "hằng", "hàng", "khi", "trên cơ sở", "theo dõi", "tự", "luôn", "thường xuyên", "định kỳ", "trước ngày", "đồng chủ trì", "cùng", "làm"}); ok {
		return true
	}
	if _, ok := firstPhrase(p.key, at, chairWords); ok {
		return true
	}
	return o.timeFirst(p, at) || o.verbSoon(p, at) || o.eager && startsLower(p.text[at:]) && !o.clauseAt(p.key, at)
}

// mostTimeFirst is how many bytes of time may stand between a unit and what it is to do.
const mostTimeFirst = 60

// timeFirst reports a time between commas before the verb: "Sở Y tế, vào thứ Hai đầu tiên của tháng, tổ
// chức …".
func (o *orderReader) timeFirst(p passage, at int) bool {
	if _, ok := firstPhrase(p.key, at, []string{"vào", "mỗi", "trong", "từ", "đến"}); !ok {
		return false
	}
	comma := strings.IndexByte(p.key[at:min(len(p.key), at+mostTimeFirst)], ',')
	if comma < 0 {
		return false
	}
	_, verb := verbAt(p.key, skipBlanks(p.key, at+comma+1))
	return verb
}

// clauseAt reports words that go on about the unit itself instead of telling it to act.
func (o *orderReader) clauseAt(key string, at int) bool {
	if _, ok := firstPhrase(key, at, clauseWords); ok {
		return true
	}
	_, ok := firstPhrase(key, at, []string{"và", "hoặc", "cũng", "những", "một", "các", "việc", "nơi", "khác", "đó", "sau", "dưới"})
	return ok
}

// verbSoon reports a verb behind one or two words that are neither names nor clauses: adverbs, slips of
// the pen.
func (o *orderReader) verbSoon(p passage, at int) bool {
	for range 2 {
		w, end := word(p.key, at)
		if w == "" || startsUpper(p.text[at:]) {
			return false
		}
		if _, clause := firstPhrase(p.key, at, clauseWords); clause {
			return false
		}
		at = skipBlanks(p.key, end)
		if _, ok := verbAt(p.key, at); ok {
			return true
		}
	}
	return false
}

func skipBracket(p passage, at int) int {
	at = skipBlanks(p.key, at)
	if at < len(p.key) && p.key[at] == '(' {
		if close := strings.IndexByte(p.key[at:], ')'); close > 0 {
			return skipBlanks(p.key, at+close+1)
		}
	}
	return at
}

// assigned reads "… giao Sở A …", "đề nghị Ủy ban …" anywhere before what is to be done.
func (o *orderReader) assigned(p passage, s stretch, at int) (order, bool) {
	if !containsAny(p.key[at:], "giao", "phân công", "yêu cầu", "đề nghị", "kiến nghị", "ủy quyền", "chỉ đạo") {
		return order{}, false
	}
	for _, m := range assignVerb().FindAllStringSubmatchIndex(p.key[at:], -1) {
		verb, after := at+m[2], at+m[1]
		before := p.key[at:verb]
		direct := strings.TrimSpace(before) == ""
		if passive().MatchString(before) && !direct || strings.HasPrefix(p.key[verb:], "giao ban") && !startsUpper(p.text[verb+len("giao "):]) {
			continue
		}
		if strings.HasPrefix(p.key[verb:], "chỉ đạo") && !o.directs(before) {
			continue
		}
		subject := before[strings.LastIndexByte(before, ',')+1:]
		if _, acts := verbAt(p.key, at); acts && !direct && !o.directs(subject) && !strings.HasPrefix(p.key[at:], "đề nghị") {
			return order{}, false
		}
		names, end := scanUnits(p, skipNamely(p, skipBlanks(p.key, after)), o.dir)
		if len(names) == 0 {
			continue
		}
		w := order{sentence: s, lead: names, rule: RuleAssigned}
		if announces().MatchString(before) && len(names) == 1 && isPlural(names[0].nameKey()) && !strings.Contains(names[0].nameKey(), "ubnd") {
			w.void = true
			return w, true
		}
		next := skipBracket(p, end)
		for next < len(p.key) && (p.key[next] == ',' || p.key[next] == ':') {
			next = skipBlanks(p.key, next+1)
		}
		if next >= len(p.key) {
			w.header = true
			w.content = stretch{next, next}
			return w, true
		}
		return o.finish(p, w, next)
	}
	return order{}, false
}

var namely = pattern(`^(?:các|những)\s+(?:đồng chí|đ/c|đơn vị|cơ quan|cơ quan,\s+đơn vị|ông|ông,\s+bà|sở,\s+ngành|địa phương)(?:\s+sau(?:\s+đây)?)?\s*:\s*`)

// skipNamely steps over "các đồng chí:" before the offices it counts up.
func skipNamely(p passage, at int) int {
	m := namely().FindStringIndex(p.key[at:])
	if m == nil {
		return at
	}
	if _, ok := headAt(p, at+m[1]); !ok {
		return at
	}
	return at + m[1]
}

// directs reports that the words before a verb name somebody who directs others.
func (o *orderReader) directs(before string) bool {
	before = strings.TrimRight(before, " ,")
	for _, cut := range []string{"đã", "cũng", "cũng đã", "vừa"} {
		before = strings.TrimSpace(strings.TrimSuffix(before, " "+cut))
	}
	before = strings.TrimSpace(before)
	return before != "" && (issuers().MatchString(before) || strings.Count(before, " ") > 0 && strings.Contains(o.issuer, before))
}

// finish reads what follows the units: their part, the partners, what is to be done and when.
func (o *orderReader) finish(p passage, w order, at int) (order, bool) {
	at = skipBlanks(p.key, at)
	start := at
	for range 8 {
		next, ok := o.step(p, &w, at)
		if !ok {
			break
		}
		at = next
	}
	body := strings.Trim(p.key[at:], " .;:,/")
	if strings.HasSuffix(strings.TrimSpace(p.key), ":") && isLeadIn(body) {
		w.header = true
	}
	if !w.header && strings.Count(body, " ") < 2 {
		at = start
		body = strings.Trim(p.key[at:], " .;:,/")
	}
	if w.header {
		w.content = stretch{at, len(p.key)}
		return w, true
	}
	if i := afterthought().FindStringIndex(body); i != nil && i[0] > 0 {
		body = strings.Trim(body[:i[0]], " ,;")
	}
	if !hasWord(body) || len(body) < 260 && (formula().MatchString(body) || containsAny(body, "biết", "thi hành", "chịu trách nhiệm") && courtesy().MatchString(body)) {
		w.void = true
		return w, true
	}
	if _, clause := firstPhrase(p.key, at, []string{"trong", "về", "tại", "ở", "của"}); clause && at > start {
		at = start
	}
	w.content = stretch{at, len(p.key)}
	w.partners = append(w.partners, o.partnersInside(p, at)...)
	w.timing, w.timed = sentenceTiming(p.key[at:], o.year)
	if !w.timed {
		w.timing, w.timed = sentenceTiming(p.key[start:], o.year)
		w.timing.move(start - at)
	}
	if w.timing.clause {
		w.content, w.timing = withoutTime(p.key, w.content, w.timing)
	}
	return w, true
}

// step reads one of the phrases that stand between the units and what is to be done.
func (o *orderReader) step(p passage, w *order, at int) (int, bool) {
	for at < len(p.key) && (p.key[at] == ',' || p.key[at] == ' ' || p.key[at] == ':' || p.key[at] == '-') {
		at++
	}
	if e, ok := hasPhrase(p.key, at, "và"); ok {
		at = skipBlanks(p.key, e)
	}
	if e, ok := firstPhrase(p.key, at, dutyWords); ok {
		return skipBlanks(p.key, e), true
	}
	if e, ok := hasPhrase(p.key, at, "chịu trách nhiệm"); ok {
		next := skipBlanks(p.key, e)
		if _, verb := verbAt(p.key, next); verb {
			return next, true
		}
	}
	if e, ok := firstPhrase(p.key, at, chairWords); ok {
		w.chaired = true
		next := skipBlanks(p.key, e)
		return next, next < len(p.key)
	}
	if m := withWords().FindStringIndex(p.key[at:]); m != nil {
		names, end := scanUnits(p, at+m[1], o.dir)
		if len(names) == 0 {
			return at, false
		}
		w.partners = append(w.partners, names...)
		next := skipBracket(p, end)
		for next < len(p.key) && (p.key[next] == ',' || p.key[next] == ';') {
			next = skipBlanks(p.key, next+1)
		}
		for _, word := range []string{"để", "trong việc", "nhằm"} {
			if e, ok := hasPhrase(p.key, next, word); ok {
				next = skipBlanks(p.key, e)
			}
		}
		return next, true
	}
	if names, end := scanUnits(p, at, o.dir); len(names) > 0 && w.chaired {
		next := skipBlanks(p.key, end)
		if e, ok := firstPhrase(p.key, next, []string{"phối hợp", "cùng phối hợp", "phối hợp thực hiện"}); ok {
			w.partners = append(w.partners, names...)
			return skipBlanks(p.key, e), true
		}
	}
	return at, false
}

// partnersInside finds partners named in the middle of what is to be done.
func (o *orderReader) partnersInside(p passage, at int) []nameSpan {
	var out []nameSpan
	for _, m := range withInside().FindAllStringIndex(p.key[at:], -1) {
		names, _ := scanUnits(p, at+m[1], o.dir)
		out = append(out, names...)
	}
	return out
}

var leadInEnd = pattern(`(?:sau|sau đây|như sau|cụ thể|nhiệm vụ|nội dung|trách nhiệm|việc|tập trung|thực hiện)$`)

// isLeadIn reports that the words before a colon only announce a list.
func isLeadIn(body string) bool {
	return body == "" || leadInEnd().MatchString(body) || strings.Count(body, " ") < 4
}

var deadlineClause = pattern(`^[,;(\s]*(?:và\s+)?(?:phải\s+)?(?:hoàn thành|xong|thời hạn|thời gian|tiến độ|trước|chậm nhất|muộn nhất|\(|(?:theo\s+)?định kỳ|hằng|hàng|mỗi)`)

// withoutTime drops a clause of time from the end of what is to be done, or words of repetition from its
// beginning: "định kỳ hằng tháng tổ chức …".
func withoutTime(key string, content stretch, t sentenceTime) (stretch, sentenceTime) {
	from, to := content.from+t.start, content.from+t.end
	if skipBlanks(key, content.from) >= from && len(recurring(key[from:to])) > 0 {
		next := skipBlanks(key, to)
		for next < len(key) && (key[next] == ',' || key[next] == ':') {
			next = skipBlanks(key, next+1)
		}
		if _, verb := verbAt(key, next); verb {
			t.move(content.from - next)
			return stretch{next, content.to}, t
		}
	}
	if !deadlineClause().MatchString(key[from:to]) || strings.Count(key[content.from:from], " ") < 2 {
		return content, t
	}
	if strings.Trim(key[to:], " .;,/)") != "" {
		return content, t
	}
	return stretch{content.from, from}, t
}
