package official

import (
	"cmp"
	"slices"
	"strings"
)

// Match proposes a unit of the directory for a name in a document.
type Match struct {
	ID     string
	Score  float64 // 1 for the same name, down to 0.6; below that nothing is proposed
	Reason MatchReason
	Via    string // the ID of the former unit whose successor this is; empty otherwise
}

// MatchReason is the Vietnamese sentence that says why a unit is proposed; it is also the key of its
// translation.
type MatchReason string

// The reasons, from the surest to the least sure.
const (
	MatchExact     MatchReason = "Trùng tên trong danh mục."
	MatchShort     MatchReason = "Trùng tên viết tắt hoặc tên bỏ địa danh."
	MatchTypo      MatchReason = "Gần giống tên trong danh mục, có thể do lỗi gõ."
	MatchSuccessor MatchReason = "Đơn vị cũ đã sáp nhập hoặc đổi tên; đây là đơn vị kế thừa."
	MatchSplit     MatchReason = "Đơn vị cũ đã chia tách; cần người chọn một trong các đơn vị kế thừa."
)

const leastScore = 0.6

// Match proposes the units that name may mean on an ISO day, best first; an empty day means any. A unit
// that is no more on that day is followed to its successors: all of them are proposed, none is chosen.
func (d Directory) Match(name, day string) []Match {
	if len(d.units) == 0 {
		return nil
	}
	found := d.named(name)
	if len(found) == 0 {
		found = d.similar(name)
	}
	var out []Match
	for _, m := range found {
		out = append(out, d.follow(m, day)...)
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return firstOfEach(out)
}

func firstOfEach(matches []Match) []Match {
	seen := map[string]bool{}
	return slices.DeleteFunc(matches, func(m Match) bool {
		double := seen[m.ID]
		seen[m.ID] = true
		return double
	})
}

// named finds units whose name or abbreviation is the same, with the office of its head and with
// the name of the province dropped or added.
func (d Directory) named(name string) []Match {
	key := unitKey(withoutOffice(name))
	if key == "" {
		return nil
	}
	if ns := d.byKey[key]; len(ns) > 0 {
		return d.matches(ns, 1, MatchExact)
	}
	words := strings.Fields(key)
	var near []int
	for n, tokens := range d.tokens {
		if placeDiffers(words, tokens) {
			near = append(near, n)
		}
	}
	return d.matches(near, 0.9, MatchShort)
}

func (d Directory) matches(ns []int, score float64, reason MatchReason) []Match {
	out := make([]Match, len(ns))
	for i, n := range ns {
		out[i] = Match{ID: d.units[n].ID, Score: score, Reason: reason}
	}
	return out
}

// withoutOffice drops the office before a unit: "Giám đốc Sở Tài chính" means Sở Tài chính.
func withoutOffice(name string) string {
	p := newPassage(oneLine(name))
	if _, ok := hasPhrase(p.key, 0, "chánh văn phòng"); ok {
		return p.text[len("chánh "):]
	}
	if _, ok := hasPhrase(p.key, 0, "chánh thanh tra"); ok {
		return p.text[len("chánh "):]
	}
	if e, ok := firstPhrase(p.key, 0, offices); ok {
		return strings.TrimSpace(p.text[e:])
	}
	return name
}

// placeDiffers reports that one name is the other followed by a place: the words "tỉnh", "thành phố" or
// "Việt Nam" may be missing, and the name of the province behind them.
func placeDiffers(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 2 || len(a) == len(b) || len(b)-len(a) > 4 || !slices.Equal(a, b[:len(a)]) {
		return false
	}
	rest := strings.Join(b[len(a):], " ")
	for _, place := range []string{"tinh", "thanh pho", "viet nam", "cap tinh"} {
		if strings.HasPrefix(rest, place) {
			return true
		}
	}
	return (a[0] == "so" || a[0] == "bao" || a[0] == "cong" && a[1] == "an") && len(b)-len(a) <= 2 && len(a) >= 2 && b[len(a)] != "va"
}

// similar finds units whose name is a few letters away.
func (d Directory) similar(name string) []Match {
	key := unitKey(withoutOffice(name))
	if len(key) < 6 {
		return nil
	}
	var out []Match
	for n, tokens := range d.tokens {
		other := strings.Join(tokens, " ")
		most := len(key) / 8
		if diff := len(other) - len(key); diff > most || -diff > most {
			continue
		}
		if away := editDistance(key, other, most); away <= most {
			score := 0.9 - 1.6*float64(away)/float64(len(key))
			if score >= leastScore {
				out = append(out, Match{ID: d.units[n].ID, Score: score, Reason: MatchTypo})
			}
		}
	}
	return out
}

// editDistance counts the letters to change between a and b, or returns more than most.
func editDistance(a, b string, most int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, best := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			best = min(best, row[j+1])
		}
		if best > most {
			return most + 1
		}
	}
	return row[len(b)]
}

// follow replaces a unit that is no more on day by its successors.
func (d Directory) follow(m Match, day string) []Match {
	u := d.units[d.byID[m.ID]]
	if day == "" || u.To == "" || u.To >= day || len(u.Successors) == 0 {
		return []Match{m}
	}
	var out []Match
	seen := map[string]bool{m.ID: true}
	d.successors(u, day, m, seen, &out)
	return out
}

func (d Directory) successors(u DirectoryUnit, day string, m Match, seen map[string]bool, out *[]Match) {
	reason := MatchSuccessor
	if len(u.Successors) > 1 || m.Reason == MatchSplit {
		reason = MatchSplit
	}
	for _, id := range u.Successors {
		next, ok := d.Unit(id)
		if !ok || seen[id] {
			continue
		}
		seen[id] = true
		step := Match{ID: id, Score: m.Score * 0.95, Reason: reason, Via: m.ID}
		if m.Via != "" {
			step.Via = m.Via
		}
		if next.To != "" && next.To < day && len(next.Successors) > 0 {
			d.successors(next, day, step, seen, out)
			continue
		}
		*out = append(*out, step)
	}
}
