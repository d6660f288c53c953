package query

import (
	"fmt"
	"strings"
)

// Translate gives a sentence in the reader's language; its key is the Vietnamese sentence with the verbs of
// package fmt.
type Translate func(key string, args ...any) string

// Explain says in one sentence what the query finds. Without tr it is Vietnamese.
func (q *Query) Explain(tr Translate) string {
	if tr == nil {
		tr = func(key string, args ...any) string {
			if len(args) == 0 {
				return key
			}
			return fmt.Sprintf(key, args...)
		}
	}
	return tr("Tìm bài có %s.", tr.node(q.root, false))
}

// node is a part of the sentence; inner asks for brackets around what has several parts.
func (tr Translate) node(n *node, inner bool) string {
	switch n.kind {
	case isTerm:
		return tr.term(n.term)
	case isKnown, isDay:
		return tr.known(n)
	case isAnd, isOr:
		return tr.list(n, inner)
	case isNot:
		return tr("không có %s", tr.node(n.kids[0], true))
	case isNear:
		left, right := tr.node(n.kids[0], true), tr.node(n.kids[1], true)
		if n.n == 0 {
			return tr("%s ngay cạnh %s", left, right)
		}
		return tr("%s cách %s nhiều nhất %d tiếng", left, right, n.n)
	case isCount:
		return tr("%s ít nhất %d lần", tr.node(n.kids[0], true), n.n)
	}
	return tr("ít nhất %d điểm từ: %s", n.n, tr.points(n.kids))
}

// known is the part of the sentence about what is known of an article.
func (tr Translate) known(n *node) string {
	switch n.field {
	case Source:
		return tr("nguồn là “%s”", n.value)
	case Group:
		return tr("nhóm nguồn là “%s”", n.value)
	case Place:
		return tr("nơi (của nguồn, hoặc được nhắc đến) là “%s”", n.value)
	case Lang:
		return tr("ngôn ngữ là “%s”", n.value)
	case Type:
		return tr("loại bài là “%s”", n.value)
	case Topic:
		return tr("chủ đề là “%s”", n.value)
	case Story:
		return tr("dòng sự việc là “%s”", n.value)
	case From:
		return tr("ngày từ %s trở đi", dayText(n.value))
	}
	return tr("ngày đến hết %s", dayText(n.value))
}

func (tr Translate) list(n *node, inner bool) string {
	text := tr.node(n.kids[0], true)
	for _, k := range n.kids[1:] {
		if n.kind == isAnd {
			text = tr("%s và %s", text, tr.node(k, true))
		} else {
			text = tr("%s hoặc %s", text, tr.node(k, true))
		}
	}
	if inner {
		return "(" + text + ")"
	}
	return text
}

// points lists the operands of SCORE with their weights.
func (tr Translate) points(kids []*node) string {
	var all []string
	for _, k := range kids {
		weight := k.weight
		if weight == 0 {
			weight = 1
		}
		all = append(all, tr("%s (%d điểm)", tr.node(k, true), weight))
	}
	return strings.Join(all, ", ")
}

func (tr Translate) term(t Term) string {
	text := "“" + strings.Join(t.Words, " ") + "”"
	if t.Prefix {
		text = tr("chữ bắt đầu bằng %s", text)
	}
	if t.Fold {
		text = tr("%s có dấu hay không dấu", text)
	}
	switch t.In {
	case 1 << Title:
		return tr("%s trong tiêu đề", text)
	case 1 << Lead:
		return tr("%s trong sapo", text)
	case 1 << Body:
		return tr("%s trong thân bài", text)
	}
	return text
}
