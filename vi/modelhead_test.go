package vi

import (
	"strings"
	"testing"
)

func TestHeadsOfModelsAreWrittenAsTheyWereRead(t *testing.T) {
	t.Parallel()
	for magic, file := range map[string]string{wordMagic: embeddedWords, restoreMagic: embeddedRestore} {
		head, body, ok := cutHead(file, magic)
		if !ok {
			t.Errorf("the embedded file of %q has no head", magic)
			continue
		}
		var again strings.Builder
		writeHead(&again, magic, head)
		if again.String()+body != file {
			t.Errorf("the embedded file of %q is written otherwise than it was read", magic)
		}
		if _, _, ok := cutHead(file, magic+"0"); ok {
			t.Errorf("a file of %q was taken for another kind", magic)
		}
	}
}
