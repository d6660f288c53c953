package vi

import (
	_ "embed" // the common words
	"strings"
	"sync"
)

//go:embed data/common.txt
var commonText string

// commonWords are the 5,000 commonest words of the texts that the models learn from.
var commonWords = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for line := range strings.Lines(commonText) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			set[line] = true
		}
	}
	return set
})
