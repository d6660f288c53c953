package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// ownFeeds is a small set of our own in the layout of the original.
const ownFeeds = "cmd/nhipcau-bench/testdata/feeds"

// testServer is the address under which the tests of the original were served; expectations name it.
const testServer = "http://127.0.0.1:8097/"

type feedsRow struct {
	Data  string        `help:"Folder of feeds, each with its expectation in a comment, as the tests of feedparser have them. Without it a small set of our own is measured."`
	Show  bool          `help:"Print every expectation that is not met."`
	Every bool          `help:"With --show: also those that are out of scope."`
	Speed time.Duration `default:"3s" help:"CPU time to spend on measuring the speed."`
}

// feedFixture is one file with what it says about itself.
type feedFixture struct {
	name    string
	data    []byte
	expect  string
	headers map[string]string
	options feed.Options
}

// Run prints how many feeds are read and how many expectations are met.
func (c feedsRow) Run(b *bench) error {
	dir, mark := folderOf(c.Data, ownFeeds)
	fixtures, err := readFeedFixtures(dir)
	if err != nil {
		return err
	}
	if len(fixtures) == 0 {
		return fmt.Errorf("no feeds with an expectation in %s", dir)
	}
	var total feedScore
	for _, f := range fixtures {
		c.judge(f, &total)
	}
	perSecond, megabytes, err := feedSpeed(fixtures, c.Speed)
	if err != nil {
		return err
	}
	fmt.Print("| row | met | of | share |\n|---|---|---|---|\n")
	fmt.Printf("| parsed without error%s | %d | %d | %.2f %% |\n", mark, total.parsed, total.files, portion(total.parsed, total.files))
	fmt.Printf("| id, title, link, dates, author, summary, content | %d | %d | %.2f %% |\n", total.met, total.scoped, portion(total.met, total.scoped))
	fmt.Printf("| the same, with the parser's own flag | %d | %d | %.2f %% |\n", total.flagged, total.scoped, portion(total.flagged, total.scoped))
	fmt.Printf("| every expectation of every kind, with the flag | %d | %d | %.2f %% |\n", total.whole, total.files, portion(total.whole, total.files))
	fmt.Printf("\n%d expectations could not be evaluated (counted as not met). %.0f files/s, %.1f MB/s of CPU time on one core.\n", total.opaque, perSecond, megabytes)
	b.report(line{What: "feeds parsed", Value: portion(total.parsed, total.files), Format: "%.2f", Must: 99, Aim: 100, On: placeOf(c.Data)})
	b.report(line{What: "expectations of feeds met", Value: portion(total.met, total.scoped), Format: "%.2f", Must: 97, Aim: 99, On: placeOf(c.Data)})
	return nil
}

type feedScore struct {
	files, parsed, scoped, met, flagged, whole, opaque int
}

func portion(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

// judge parses one fixture and evaluates what it expects.
func (c feedsRow) judge(f feedFixture, total *feedScore) {
	total.files++
	got, err := feed.Parse(f.data, f.options)
	if err == nil {
		total.parsed++
	} else if c.Show {
		fmt.Printf("%s: %v\n", f.name, err)
	}
	names := documentView(got, f.headers)
	whole, wholeErr := evaluate(f.expect, names)
	if whole {
		total.whole++
	}
	if errors.Is(wholeErr, errExpression) {
		total.opaque++
	}
	scoped := inScope(f.expect)
	met := whole
	if scoped {
		total.scoped++
		if whole {
			total.flagged++
		}
		met = evaluateWithoutFlag(f.expect, names)
		if met {
			total.met++
		}
	}
	if c.Show && !met && (scoped || c.Every) {
		fmt.Printf("%s\n  %s\n  %v\n", f.name, f.expect, wholeErr)
	}
}

// evaluateWithoutFlag evaluates an expectation with the flag as the expectation wants it.
func evaluateWithoutFlag(expect string, names map[string]any) bool {
	for _, flag := range []bool{false, true} {
		names["bozo"] = flag
		if met, _ := evaluate(expect, names); met {
			return true
		}
	}
	return false
}

// keys of an expectation; scope are those that the row is about.
var (
	feedKeys  = regexp.MustCompile(`(feed|entries\[\d\])(?:\.get\('?|\.|\[')([a-z_]+)`)
	feedScope = regexp.MustCompile(`^(id|guid|guidislink|title|title_detail|link|links|published|published_parsed|updated|updated_parsed|created|created_parsed|modified|modified_parsed|issued|issued_parsed|date|date_parsed|expired|expired_parsed|author|author_detail|authors|summary|summary_detail|description|description_detail|content|subtitle|subtitle_detail|tagline|tagline_detail|info|info_detail)$`)
)

func inScope(expect string) bool {
	found := feedKeys.FindAllStringSubmatch(expect, -1)
	for _, k := range found {
		if !feedScope.MatchString(k[2]) {
			return false
		}
	}
	return len(found) > 0
}

var (
	feedComment = regexp.MustCompile(`(?s)Description:\s*(.*?)\s*Expect:\s*(.*?)\s*-->`)
	feedHeader  = regexp.MustCompile(`(?m)^\s*Header:\s*([^:\n]+):\s*(.+?)\s*$`)
)

// readFeedFixtures reads every file below dir that has an expectation.
func readFeedFixtures(dir string) ([]feedFixture, error) {
	var all []feedFixture
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" && filepath.Ext(path) != ".json" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		f, ok := feedFixtureOf(filepath.ToSlash(name), data)
		if ok {
			all = append(all, f)
		}
		return nil
	})
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all, err
}

// feedFixtureOf reads what a file says about itself. Files in UTF-16 and UTF-32 are read by leaving out their zero
// bytes. Those that need HTTP were served with its headers; a date without a zone means UTC.
func feedFixtureOf(name string, data []byte) (feedFixture, bool) {
	head := string(bytes.ReplaceAll(data, []byte{0}, nil))
	found := feedComment.FindStringSubmatch(head)
	if found == nil {
		return feedFixture{}, false
	}
	f := feedFixture{name: name, data: data, expect: found[2], headers: map[string]string{}, options: feed.Options{Zone: time.UTC}}
	for _, h := range feedHeader.FindAllStringSubmatch(head, -1) {
		f.headers[h[1]] = h[2]
	}
	base := filepath.Base(name)
	if len(f.headers) == 0 && !strings.HasPrefix(base, "http") && !strings.HasPrefix(base, "headers") {
		return f, true
	}
	f.options.Base = testServer + "tests/" + name
	if at := f.headers["Content-Location"]; at != "" {
		f.options.Base = feed.Rebase(f.options.Base, at)
	}
	f.options.Language = f.headers["Content-Language"]
	f.options.ContentType = "application/xml"
	for k, v := range f.headers {
		if strings.EqualFold(k, "Content-Type") {
			f.options.ContentType = v
		}
	}
	return f, true
}

// feedSpeed parses all fixtures again and again on one core.
func feedSpeed(fixtures []feedFixture, long time.Duration) (files, megabytes float64, err error) {
	start, err := cpuTime()
	if err != nil {
		return 0, 0, err
	}
	var took time.Duration
	count, size := 0, 0
	for took < long {
		for _, f := range fixtures {
			_, _ = feed.Parse(f.data, f.options) // judged above
			count++
			size += len(f.data)
		}
		now, err := cpuTime()
		if err != nil {
			return 0, 0, err
		}
		took = now - start
	}
	return float64(count) / took.Seconds(), float64(size) / took.Seconds() / 1e6, nil
}
