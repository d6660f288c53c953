package web

import (
	"context"
	"slices"
	"strings"
	"unicode"
)

// Shell is what surrounds every desk page. app fills it from the descriptors of the duties.
type Shell struct {
	Place       func(ctx context.Context) string // under the product's name, "Tỉnh An Bình"; nil: nothing
	Nav         []NavItem
	Home        string                        // where the brand leads; empty: "/"
	SearchURL   string                        // GET form with the field q; empty: no search box
	SearchLabel string                        // marked text: "Tìm nhiệm vụ, kế hoạch, đơn vị"
	NoticesURL  string                        // empty: no bell
	Notices     func(ctx context.Context) int // how many are new
	AccountURL  string                        // own account page; empty: not in the menu
	SignOutURL  string                        // POST; empty: not in the menu
	HelpURL     string                        // empty: not in the menu
	Remark      *Remark                       // at the end of every page; nil: nothing

	Help func(pattern string) (Help, bool) // what the page of a route, "GET /viec/{code}", says about itself; nil: nothing
}

// Remark is what a person may say about the page they are on.
type Remark struct {
	Title string                          // marked text
	May   func(ctx context.Context) bool  // who is offered it
	Href  func(href, title string) string // address of the form, for a page with this address and title
}

// NavItem is one entry of the menu. Entries that the asker has no right to are not shown.
type NavItem struct {
	Group string // marked text of the heading it stands under; empty: at the top
	Title string // marked text
	Short string // marked text for the phone's bar; empty: Title
	Href  string
	Under []string // other addresses whose pages belong to this entry
	Icon  string   // a name from the icon sheet
	Right Right
	Tab   bool   // also in the phone's bar, which has room for four
	Rank  int    // lower stands higher in its group; equal ones stand in the order of the parts
	Key   string // letter after g that leads here, "k"; empty: none
	// Count is how many things wait there and whether that is pressing; nil: no number.
	Count func(ctx context.Context) (n int, hot bool)
	// CountWord is the marked text read after the number, "việc cần xử lý".
	CountWord string
}

// shown are the entries the asker may see.
func (s Shell) shown(ctx context.Context) []NavItem {
	var items []NavItem
	for _, item := range s.Nav {
		if May(ctx, item.Right) {
			items = append(items, item)
		}
	}
	return items
}

// groups are the headings of items in order; the empty one, if any, comes first.
func groupsOf(items []NavItem) []string {
	var groups []string
	seen := map[string]bool{}
	for _, item := range items {
		if !seen[item.Group] {
			seen[item.Group] = true
			groups = append(groups, item.Group)
		}
	}
	slices.SortStableFunc(groups, func(a, b string) int { return min(len(a), 1) - min(len(b), 1) })
	return groups
}

func (s Shell) home() string {
	if s.Home == "" {
		return "/"
	}
	return s.Home
}

func (s Shell) place(ctx context.Context) string {
	if s.Place == nil {
		return ""
	}
	return s.Place(ctx)
}

func (s Shell) notices(ctx context.Context) int {
	if s.Notices == nil {
		return 0
	}
	return s.Notices(ctx)
}

// current finds the one entry this page belongs to: that of the longest address that begins the page's own.
func current(ctx context.Context, items []NavItem) string {
	path, best, here := Path(ctx), "", ""
	for _, item := range items {
		for _, address := range append([]string{item.Href}, item.Under...) {
			inside := path == address || address != "/" && strings.HasPrefix(path, strings.TrimSuffix(address, "/")+"/")
			if inside && len(address) > len(best) {
				best, here = address, item.Href
			}
		}
	}
	return here
}

func (i NavItem) short() string {
	if i.Short == "" {
		return i.Title
	}
	return i.Short
}

// Initials are the first letters of the last two words of a Vietnamese name: "TH" for "Trần Thu Hà".
func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) > 2 {
		words = words[len(words)-2:]
	}
	var b strings.Builder
	for _, w := range words {
		for _, r := range w {
			b.WriteRune(unicode.ToUpper(r))
			break
		}
	}
	return b.String()
}
