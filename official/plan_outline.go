package official

import (
	"strings"
)

var (
	// parts that assign nothing.
	blockedPart = pattern(`^(?:(?:về\s+)?(?:mục đích|yêu cầu|mục tiêu|quan điểm|nguyên tắc|phạm vi|đối tượng|căn cứ|cơ sở pháp lý|sự cần thiết|bối cảnh|thực trạng|khái quát|tình hình|đặc điểm|tầm nhìn|phương châm|ý nghĩa|chỉ tiêu|giải thích từ ngữ)(?:[\s,;\-–&]*(?:và|mục đích|yêu cầu|mục tiêu|quan điểm|nguyên tắc|phạm vi|đối tượng|chung|cụ thể|tổng quát|chỉ đạo|chỉ tiêu|thực hiện|phương châm|pháp lý|áp dụng|điều chỉnh|chủ yếu|đến năm \d+|năm \d+|ban hành|chính|triển khai|của|kế hoạch|chương trình|ý nghĩa|định hướng|hiện trạng))*\s*[:.]?\s*$|kinh phí|nguồn kinh phí|nguồn lực|dự toán|(?:về\s+)?(?:đánh giá|kết quả|tồn tại|hạn chế|ưu điểm|nguyên nhân|khó khăn|thuận lợi|nhận xét)(?:\s+(?:chung|đạt được|thực hiện|tình hình|kết quả|và nguyên nhân|những)|\s*[,:.]|\s*$))`)
	inlineBlock = pattern(`^(?:về\s+)?(?:mục đích|yêu cầu|mục tiêu|quan điểm|kết quả đạt được|tồn tại|hạn chế|nguyên nhân|ưu điểm|kinh phí|kinh phí thực hiện|nguồn kinh phí|đánh giá chung)\s*[:.]`)
	dutyPart    = pattern(`tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ|tổ chức triển khai`)
)

// unmarkedHeading is the level of headings without a number.
const unmarkedHeading = 3

// readOutline tells headings from body, gives every paragraph the part it stands under, and blocks the
// parts that assign nothing.
func (r *planReader) readOutline() {
	var stack []*para
	for i, p := range r.paras {
		if p.role == roleLetterhead || p.label != nil {
			if p.label != nil && len(stack) > 0 {
				p.under = stack[len(stack)-1]
			}
			continue
		}
		level := p.mark.level
		if p.mark.kind == "" && r.looksLikeHeading(i) {
			level = unmarkedHeading
		}
		if level != noMark {
			for len(stack) > 0 && levelOf(stack[len(stack)-1]) >= level {
				stack = stack[:len(stack)-1]
			}
		}
		if len(stack) > 0 {
			p.under = stack[len(stack)-1]
			p.blocked = p.under.blocked
		}
		p.blocked = p.blocked || isBlocked(p, level)
		if level == noMark {
			continue
		}
		if r.isHeading(i, level) {
			p.role = roleHeading
			for _, part := range p.parts {
				r.heading[part.line] = true
			}
		}
		stack = append(stack, p)
	}
}

func levelOf(p *para) int {
	if p.mark.kind == "" {
		return unmarkedHeading
	}
	return p.mark.level
}

func isBlocked(p *para, level int) bool {
	body := oneLine(p.key[p.body:])
	if m := inlineBlock().FindStringIndex(body); m != nil {
		_, unit := headAt(p.slice(p.body, len(p.text)), skipBlanks(body, m[1]))
		return !unit || !strings.HasPrefix(body, "yêu cầu")
	}
	if level == noMark {
		return isBasisParagraph(p)
	}
	return len(body) < 160 && blockedPart().MatchString(body)
}

// isBasisParagraph reports a legal basis: it begins so and assigns nothing.
func isBasisParagraph(p *para) bool {
	key := oneLine(p.key)
	return strings.HasPrefix(key, "căn cứ ") && strings.HasSuffix(key, ";") || strings.HasPrefix(key, "theo đề nghị của ") || strings.HasPrefix(key, "xét đề nghị của ")
}

// looksLikeHeading reports an unnumbered heading: outline level, capitals, or a short line without
// closing punctuation before a longer paragraph.
func (r *planReader) looksLikeHeading(i int) bool {
	p := r.paras[i]
	text := oneLine(p.text)
	if p.look.Heading > 0 || isShouting(text) && len(text) < 300 || annexLine().MatchString(oneLine(p.key)) {
		return true
	}
	if len(p.parts) > 1 || len(text) > 160 || endsSentence(text) || strings.ContainsAny(text, ":|@") || strings.HasSuffix(text, ",") || i+1 >= len(r.paras) {
		return false
	}
	next := r.paras[i+1]
	if next.label != nil || next.role == roleLetterhead || next.mark.kind != "" {
		return false
	}
	return p.look.Bold || len(next.text) > len(p.text) && endsSentence(next.text) || i+2 < len(r.paras) && r.paras[i+2].label != nil
}

// isHeading reports that a numbered or heading-like paragraph only names what follows.
func (r *planReader) isHeading(i, level int) bool {
	p := r.paras[i]
	body := oneLine(p.text[p.body:])
	if p.mark.kind == "" || p.mark.kind == "phần" {
		return true
	}
	if level <= 2 && p.mark.kind != "điều" {
		return len(body) < 250 && !strings.HasSuffix(body, ";")
	}
	if endsSentence(body) || len(body) > 200 || i+1 >= len(r.paras) {
		return false
	}
	return r.paras[i+1].mark.level > level && r.paras[i+1].label == nil
}

// sectionOf is the nearest heading above a paragraph, without its number. What stands below a list without
// a number of its own is no part of the last item.
func sectionOf(p *para) string {
	for h := p.under; h != nil; h = h.under {
		if h.role == roleHeading || h.mark.kind != "" && (p.mark.kind != "" || p.label != nil || !endsSentence(h.text)) {
			if s := tidyTitle(h.text[h.body:]); len(s) < 400 {
				return s
			}
		}
	}
	return ""
}

// inDuties reports that a paragraph stands under a heading about who does what.
func inDuties(p *para) bool {
	for h := p.under; h != nil; h = h.under {
		if dutyPart().MatchString(h.key) {
			return true
		}
	}
	return false
}
