package official

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// label is the name of a field before its value: "Đơn vị chủ trì thực hiện:".
type label struct {
	kind  labelKind
	start int // where the label begins in its paragraph
	value int // where the value begins
}

type labelKind int

const (
	labelLead labelKind = iota
	labelPartners
	labelBoth // "Chủ trì, phối hợp:"
	labelWhen
	labelProduct
	labelBudget
	labelDetail // says more about the task: content, form, place, target group
)

const labelTail = `(?:[\s,/]+(?:và|các|việc|của|để|cho|dự kiến|chính|thực hiện|triển khai|tổ chức|tham mưu|hoàn thành|trình|ban hành|báo cáo|thực|hiện|trách nhiệm|nhiệm vụ|công việc|hoạt động|kế hoạch|bắt đầu|kết thúc|cần đạt|đạt được|dự|kiến|đầu ra|chủ yếu|chủ trì|phối hợp|với|tham gia|soạn thảo|xây dựng|bảo đảm|đảm bảo|nguồn|thời gian|thời hạn|cụ thể|chính thức|liên quan|giám sát|kiểm tra|theo dõi|đầu mối|sản phẩm|kết quả|yêu cầu|cấp|trình duyệt|phê duyệt|tiến độ|lộ trình|tiếp nhận|xử lý|vận hành|phụ trách)){0,6}`

var (
	unitNoun     = `(?:(?:tên\s+)?(?:các\s+)?(?:đơn vị|cơ quan|bộ phận|tổ chức|địa phương|cá nhân|người|ngành|cấp|phòng|ban|thành phần|lực lượng)(?:\s*(?:,|/|và|-|hoặc)\s*(?:đơn vị|cơ quan|tổ chức|cá nhân|địa phương))*\s+(?:được\s+)?)`
	leadLabel    = pattern(`^(?:` + unitNoun + `?(?:chủ trì|phân công|đầu mối|chịu trách nhiệm(?:\s+chính)?|phụ trách|chỉ đạo thực hiện|thực hiện)|` + unitNoun + `(?:giao|thực hiện|triển khai|tổ chức|tham mưu|soạn thảo|chuẩn bị|biên soạn|dự thảo|cung cấp|trình|xây dựng|đề xuất)|(?:giao\s+)?trách nhiệm(?:\s+chủ trì)?|phân công)` + labelTail + `\s*[:：]`)
	partnerLabel = pattern(`^(?:` + unitNoun + `?(?:cùng\s+)?(?:phối hợp|phối, kết hợp|phối kết hợp)|` + unitNoun + `?(?:tham gia|hỗ trợ|cùng thực hiện)|` + unitNoun + `liên quan)` + labelTail + `\s*[:：]`)
	whenLabel    = pattern(`^(?:thời gian|thời hạn|thời điểm|tiến độ|kỳ hạn|lộ trình|hạn|ngày|mốc(?: thời gian)?|tần suất|chu kỳ|hoàn thành|dự kiến hoàn thành|bắt đầu|kết thúc)` + labelTail + `\s*[:：]`)
	productLabel = pattern(`^(?:dự kiến\s+)?(?:sản phẩm|kết quả|đầu ra)` + labelTail + `\s*[:：]`)
	budgetLabel  = pattern(`^(?:nguồn\s+|dự toán\s+|dự kiến\s+)?(?:kinh phí|nguồn lực|nguồn vốn|tài chính)` + labelTail + `\s*[:：]`)
	detailLabel  = pattern(`^(?:nội dung|mục tiêu|mục đích|hình thức|đối tượng|địa điểm|số lượng|thành phần|quy mô|yêu cầu|phạm vi|ghi chú|chỉ tiêu|phương thức|phương pháp|cách thức|địa bàn|chủ đề|kênh|biện pháp)` + labelTail + `\s*[:：]`)
	dashedTime   = pattern(`^(?:thời gian|thời hạn|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?\s+[-–]\s+`)
	aloneLabel   = pattern(`^(?:đơn vị|cơ quan|chủ trì|phối hợp|thời gian|thời hạn)[\pL ]*$`)
	bareLabel    = pattern(`^(?:(?:đơn vị|cơ quan)\s+(chủ trì|phối hợp)(?:\s+thực hiện)?)\s*[-–]?\s+`)
)

// labelAt reads a label at byte i.
func labelAt(p passage, i int) (label, bool) {
	if i >= len(p.key) {
		return label{}, false
	}
	if !mayBeLabel(p.key[i:]) {
		return looseLabelAt(p, i)
	}
	key := p.key[i:min(len(p.key), i+160)]
	for _, c := range labelPatterns {
		m := c.re().FindStringIndex(key)
		if m == nil {
			continue
		}
		kind := c.kind
		if kind == labelLead && strings.Contains(key[:m[1]], "phối hợp") {
			kind = labelBoth
		}
		if notLabel(p, i, i+m[1], kind) {
			return label{}, false
		}
		return label{kind, i, i + m[1]}, true
	}
	if m := bareLabel().FindStringSubmatchIndex(key); m != nil && startsUpper(p.text[i+m[1]:]) {
		if _, ok := headAt(p, i+m[1]); ok {
			kind := labelLead
			if key[m[2]:m[3]] == "phối hợp" {
				kind = labelPartners
			}
			return label{kind, i, i + m[1]}, true
		}
	}
	if m := dashedTime().FindStringIndex(key); m != nil {
		return label{labelWhen, i, i + m[1]}, true
	}
	return looseLabelAt(p, i)
}

// notLabel reports words that look like a label: "Tổ chức thực hiện:" is a heading, and a person in
// charge of a web page is no unit.
func notLabel(p passage, from, value int, kind labelKind) bool {
	if kind == labelPartners && !strings.Contains(p.key[from:value], "phối hợp") && !strings.Contains(p.key[from:value], "kết hợp") {
		_, unit := headAt(p, skipBlanks(p.key, value))
		return !unit && hasWord(p.key[value:])
	}
	if kind == labelDetail && strings.HasPrefix(p.key[from:], "yêu cầu") {
		_, unit := headAt(p, skipBlanks(p.key, value))
		return unit
	}
	if kind != labelLead {
		return false
	}
	if e, ok := hasPhrase(p.key, from, "tổ chức"); ok {
		_, heading := firstPhrase(p.key, e, []string{"thực hiện", "triển khai", "soạn thảo", "xây dựng", "tham mưu", "trình"})
		return heading
	}
	at := skipBlanks(p.key, value)
	_, unit := headAt(p, at)
	if _, person := firstPhrase(p.key, at, []string{"ông", "bà"}); person {
		unit = false
	}
	return !unit && (strings.Contains(p.key[from:value], "người") || strings.HasPrefix(p.key[from:], "thực hiện"))
}

// mayBeLabel is a cheap look before the expressions.
func mayBeLabel(key string) bool {
	first, _ := word(key, 0)
	return labelOpeners[first]
}

var labelOpeners = phraseSet("tên", "các", "đơn", "cơ", "bộ", "tổ", "địa", "cá", "người", "ngành", "cấp", "phòng", "ban", "thành", "lực", "chủ", "phân", "đầu", "chịu", "phụ", "chỉ", "giao", "trách", "cùng", "phối",
	"thời", "tiến", "kỳ", "lộ", "hạn", "ngày", "mốc", "tần", "hoàn", "dự", "sản", "kết", "nguồn", "kinh", "thực", "hỗ", "tham", "chu", "bắt", "tài", "nội", "mục", "hình", "đối", "số", "quy", "yêu", "phạm", "ghi", "phương", "cách", "kênh", "biện")

// splitLabels cuts a paragraph at the labels in it and behind values that are over, so that each piece
// is a body or one field.
func splitLabels(p *para) []*para {
	labels := labelsIn(p)
	if open, ok := wholeBracket(p); ok && len(labels) < 2 {
		p.label = &label{labelBoth, 0, open + 1}
		return []*para{p}
	}
	if l, ok := labelAlone(p); ok && len(labels) == 0 {
		p.label = &l
		return []*para{p}
	}
	if len(labels) == 0 || opensPart(p, labels) || bracketAssigns(p, labels) {
		return []*para{p}
	}
	var out []*para
	if first := labels[0]; first.start > p.body && hasWord(p.text[p.body:first.start]) {
		body := p.cut(0, cutBracket(p.text, first.start))
		body.mark, body.body = p.mark, p.body
		out = append(out, body)
	} else {
		labels[0].start = 0
	}
	for i, l := range labels {
		end := len(p.text)
		if i+1 < len(labels) {
			end = labels[i+1].start
		}
		over := valueEnd(p.passage, l, end)
		field := p.cut(l.start, over)
		field.label = &label{l.kind, 0, l.value - l.start}
		if l.start == 0 {
			field.mark, field.body = p.mark, p.body
		}
		out = append(out, field)
		if over < end {
			rest := p.cut(over, end)
			rest.mark, rest.body = markerOf(rest.passage)
			out = append(out, rest)
		}
	}
	return out
}

// mostAlone is how many bytes the name of a field has that stands on a line of its own.
const mostAlone = 48

// labelAlone reads a line that only names a field, without a colon; its value stands on the next.
func labelAlone(p *para) (label, bool) {
	key := oneLine(p.key)
	if p.mark.kind != "" || len(key) > mostAlone || !aloneLabel().MatchString(key) {
		return label{}, false
	}
	named := newPassage(key + ":")
	l, ok := labelAt(named, 0)
	if !ok || l.value != len(named.key) || l.kind > labelWhen {
		return label{}, false
	}
	return label{l.kind, 0, len(p.text)}, true
}

// opensPart reports a numbered line that only looks like a field: "2. Nội dung thực hiện:" with nothing
// behind it.
func opensPart(p *para, labels []label) bool {
	l := labels[0]
	return len(labels) == 1 && l.kind == labelDetail && p.mark.kind != "" && p.mark.level < pointLevel && !hasWord(p.text[l.value:])
}

// wholeBracket reports a paragraph that is one bracket saying who does what is told above.
func wholeBracket(p *para) (open int, ok bool) {
	start, end := lastBracket(p.key)
	if start < 0 || skipBlanks(p.key, p.body) != start || !containsAny(p.key, "chủ trì", "phối hợp", "thực hiện") {
		return 0, false
	}
	a := readAssignment(p.text[start+1:end], roleLead, nil)
	return start, len(a.lead) > 0 && allHeads(a.lead) && containsAny(p.key, "chủ trì", "phối hợp")
}

// bracketAssigns reports labels that all stand in the bracket at the end, behind a unit: "… (Sở A chủ trì; thời
// gian: tháng 6)". The bracket is then read as a whole.
func bracketAssigns(p *para, labels []label) bool {
	open, _ := lastBracket(p.key)
	if open <= p.body || labels[0].start <= open+1 {
		return false
	}
	_, unit := headAt(p.passage, skipBlanks(p.key, open+1))
	return unit
}

// cutBracket moves a cut before the bracket that opens in front of it.
func cutBracket(text string, at int) int {
	trimmed := strings.TrimRight(text[:at], " ")
	if strings.HasSuffix(trimmed, "(") {
		return len(trimmed) - 1
	}
	return at
}

// labelsIn finds the labels of a paragraph: at its beginning, and behind punctuation or a wide gap.
func labelsIn(p *para) []label {
	var labels []label
	start := skipBlanks(p.key, p.body)
	if l, ok := labelAt(p.passage, start); ok {
		labels = append(labels, l)
	}
	if !strings.ContainsAny(p.key[start:], ":：") {
		return labels
	}
	for i := start; i < len(p.key); {
		r, n := utf8.DecodeRuneInString(p.key[i:])
		next := i + n
		if strings.ContainsRune(".;,(–", r) || r == '-' && i > 0 && p.key[i-1] == ' ' || unicode.IsSpace(r) && strings.HasPrefix(p.key[next:], "  ") {
			at := skipBlanks(p.key, next)
			for at < len(p.key) && (p.key[at] == '-' || p.key[at] == '+' || p.key[at] == '*') {
				at = skipBlanks(p.key, at+1)
			}
			if l, ok := labelAt(p.passage, at); ok && (len(labels) == 0 || at > labels[len(labels)-1].start) && insideLabel(labels, at) && (l.kind != labelDetail || len(labels) > 0) {
				labels = append(labels, l)
			}
		}
		i = next
	}
	if len(labels) > 0 && labels[0].start > start && onlyDetails(labels) {
		return nil
	}
	return labels
}

// insideLabel reports that at stands behind the last label, not in it.
func insideLabel(labels []label, at int) bool {
	return len(labels) == 0 || at >= labels[len(labels)-1].value
}

func onlyDetails(labels []label) bool {
	for _, l := range labels {
		if l.kind < labelProduct {
			return false
		}
	}
	return true
}

// valueEnd tells where a value is over: at a wide gap before a capital, or at the end of a sentence
// before another sentence that says what to do.
func valueEnd(p passage, l label, end int) int {
	if l.kind == labelDetail || l.kind == labelProduct || l.kind == labelBudget {
		return end
	}
	for i := skipBlanks(p.key, l.value); i < end; i++ {
		switch {
		case strings.HasPrefix(p.key[i:], "    "):
			if next := skipBlanks(p.key, i); next < end && (startsUpper(p.text[next:]) || isDigitByte(p.text[next])) {
				return next
			}
		case p.key[i] == '.' && i+1 < end && p.key[i+1] == ' ':
			next := skipBlanks(p.key, i+1)
			if next < end && startsUpper(p.text[next:]) && startsOrder(p, next) && strings.Count(p.key[next:end], " ") > 3 {
				return next
			}
		}
	}
	return end
}

// startsOrder reports that a sentence beginning at i tells somebody to do something.
func startsOrder(p passage, i int) bool {
	if _, ok := headAt(p, i); ok {
		return false
	}
	_, ok := verbAt(p.key, i)
	return ok
}
