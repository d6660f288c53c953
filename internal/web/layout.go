package web

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
)

// themes are the choices of the account menu, with marked labels.
var themes = []Option{
	{Value: "auto", Label: Mark("Theo máy")}, {Value: "light", Label: Mark("Sáng")}, {Value: "dark", Label: Mark("Tối")},
}

func themeName(ctx context.Context) string {
	if t := stateOf(ctx).theme; t != "" {
		return t
	}
	return "auto"
}

// bodyData tells the script who is here, so that drafts of one person are not offered to another, and
// whether keyboard shortcuts are wanted.
func bodyData(ctx context.Context) templ.Attributes {
	data := templ.Attributes{}
	if who := Who(ctx); who != nil {
		data["data-who"] = strconv.FormatInt(who.ID(), 10)
	}
	if stateOf(ctx).keysOff {
		data["data-keys"] = "off"
	}
	if l, ok := ctx.Value(lockKey).(lock); ok {
		data["data-lock"], data["data-lock-page"] = strconv.Itoa(int(l.after.Seconds())), l.page
	}
	return data
}

func bellLabel(ctx context.Context, n int) string {
	if n == 0 {
		return T(ctx, "Thông báo")
	}
	return T(ctx, "Thông báo, có %d thông báo mới", n)
}

// firstTabs are the entries of the phone's bar; the fifth place is the whole menu.
func firstTabs(items []NavItem) []NavItem {
	var tabs []NavItem
	for _, item := range items {
		if item.Tab && len(tabs) < 4 {
			tabs = append(tabs, item)
		}
	}
	return tabs
}
