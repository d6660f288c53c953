package official

import (
	"strings"
)

var tableOf = pattern(`(?:nhiệm vụ|công việc|danh mục|phân công|giao)\s+(?:của|cho|giao)\s+`)

// unitsAbove finds the units that the line above a table names: "II. SỞ Y TẾ", "Nhiệm vụ giao Sở Y tế".
func (r *planReader) unitsAbove(g *grid) []nameSpan {
	first := len(r.lines)
	for _, row := range g.rows {
		for _, c := range row {
			if c != nil {
				first = min(first, c.lines[0])
			}
		}
	}
	var above *para
	for _, p := range r.paras {
		if p.firstLine() >= first {
			break
		}
		above = p
	}
	if above == nil || above.role == roleLetterhead || len(above.text) > mostQualifier*2 {
		return nil
	}
	if names := r.unitsOnly(above.rest()); len(names) > 0 {
		return names
	}
	if m := tableOf().FindStringIndex(above.key); m != nil {
		return r.unitsOnly(above.slice(m[1], len(above.text)))
	}
	return nil
}

// unitsOnly reads a text that names units and says nothing else.
func (r *planReader) unitsOnly(p passage) []nameSpan {
	at := skipBlanks(p.key, 0)
	if m := unitPrefix().FindStringIndex(p.key[at:]); m != nil {
		at += m[1]
	}
	names, end := scanUnits(p, at, r.dir)
	if len(names) == 0 || (&orderReader{issuer: r.issuer}).isIssuer(names) {
		return nil
	}
	if strings.Trim(p.key[skipBracket(p, end):], " .:;,-–") != "" {
		return nil
	}
	return names
}
