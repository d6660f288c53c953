package official

import (
	"regexp"
	"sync"
)

// pattern gives a regular expression that is compiled when it is first asked for: there are many of them, and
// most processes read no plan.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
