// Command nhipcau-bench measures the product and prints rows for docs/benchmarks.md. Each row of the
// table has one command: nhipcau-bench ROW --data DIR. It runs the real program as a process of its own.
//
// A row is a struct with a method Run(*bench) error and a field of rows below. It prints its own table, and gives
// the numbers that something was asked of to bench.report: with --lines FILE they are kept, and 'nhipcau-bench
// table FILE' prints the lines of all rows as one table. scripts/bench runs the rows one after the other.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/nhipcau/nhipcau/internal/doctext"
)

type rows struct {
	Lines string `placeholder:"FILE" help:"Add the numbers of this row to a file for the command table."`

	Table         tableRow           `cmd:"" help:"Print what rows wrote with --lines as one table."`
	House         houseRow           `cmd:"" help:"Today and the tasks table at 20,000 cases and 500 units under 16 people at once, cold start, idle memory, a 300-page plan."`
	Plan          planRow            `cmd:"" help:"Precision and recall of plan reading on labelled documents."`
	Pipeline      pipelineRow        `cmd:"" help:"Clean, segment, classify and sign a text: syllables a second on one core; folding against golang.org/x/text."`
	Restore       restoreRow         `cmd:"" help:"Diacritics put back into text without them, with the confidence that is stated."`
	Sentiment     sentimentRow       `cmd:"" help:"Sentiment and topic of student feedback, with and without diacritics, and calibration."`
	Start         startRow           `cmd:"" help:"Bytes that the libraries embed, and time until a process has segmented its first text."`
	Entities      entitiesRow        `cmd:"" help:"Places and agencies in sentences, by span and kind, and their names of today."`
	Phrases       phrasesRow         `cmd:"" help:"Key phrases of texts against those written down by hand."`
	Words         wordsRow           `cmd:"" help:"Word segmentation: bracket F1 on a UD treebank."`
	WordsSpeed    wordsSpeedRow      `cmd:"" name:"words-speed" help:"Word segmentation: syllables a second on one core."`
	Sentences     sentencesRow       `cmd:"" help:"Sentence splitting: F1 of the ends of sentences of a UD treebank in running text."`
	Upgrade       upgradeRow         `cmd:"" help:"Upgrade from the last release with 100,000 cases."`
	Stories       storiesRow         `cmd:"" help:"Stories of title streams: normalised mutual information, B-cubed F1, speed, state."`
	Chronicle     chronicleRow       `cmd:"" help:"Stories of whole articles of generated presses: B-cubed, speed, memory."`
	Duplicates    duplicatesRow      `cmd:"" help:"Near-duplicates: recall and precision for each way of changing a text, time and memory of grouping a million comments."`
	M4Weekly      m4WeeklyBench      `cmd:"" name:"m4-weekly" help:"Forecasts of the weekly series of the M4 competition: OWA against Naive2, and intervals."`
	M4Hourly      m4HourlyBench      `cmd:"" name:"m4-hourly" help:"Forecasts of the hourly series of the M4 competition: OWA against Naive2, and intervals."`
	Tourism       tourismBench       `cmd:"" help:"Forecasts of the monthly series of the tourism competition: MAPE, and intervals."`
	ForecastSpeed forecastSpeedBench `cmd:"" help:"Time of 5,000 weekly forecasts."`
	NAB           nabBench           `cmd:"" name:"nab" help:"Bursts on the Numenta Anomaly Benchmark, by its official score."`
	Robots        robotsRow          `cmd:"" help:"Expectations on robots.txt that 'listen robots' meets."`
	Feeds         feedsRow           `cmd:"" help:"Feeds of every format: parsed without error, expectations met, speed."`
	Extract       extractRow         `cmd:"" help:"Article text of web pages: precision, recall and F1 as the public benchmark defines them, speed."`
	Snippets      snippetsRow        `cmd:"" help:"Article text of real pages of which phrases are known that belong to it and that do not."`
	Bursts        burstsRow          `cmd:"" help:"Alerts of the whole product against the bursts planted in presses of the demo: recall, precision, false alerts, delay."`
	Tone          toneRow            `cmd:"" help:"Tone towards a policy: macro-F1 of the lexicon alone and after corrections, calibration, shares with intervals, speed."`
	Outbreak      outbreakBench      `cmd:"" help:"Weekly outbreaks: sensitivity, specificity, distance and lag."`
	Ingest        ingestRow          `cmd:"" help:"Items a second from the bytes of feeds to store, stories, topics, counts and index, on both databases, against bare insert and index."`
	Delay         delayRow           `cmd:"" help:"Seconds from the end of a fetch until search finds an item, its topic counts it and alerts have weighed it."`
	Board         boardRow           `cmd:"" help:"The listening board at half a million items in ninety days: time of a page."`
	IngestMemory  ingestMemoryRow    `cmd:"" name:"ingest-memory" help:"Memory of the window of fourteen days at 40,000 items a day."`
	Digest        digestRow          `cmd:"" help:"Duplicates left in weekly digests of fifty stories, of presses whose truth is known."`
	DigestLoad    digestLoadRow      `cmd:"" name:"digest-load" help:"Time until a weekly digest is ready at a province's load."`
	Topics        topicsRow          `cmd:"" help:"Articles a second against two thousand topics on one core."`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == doctext.ChildArg {
		os.Exit(doctext.ChildMain(os.Args[1:], os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var r rows
	k := kong.Parse(&r, kong.Name("nhipcau-bench"))
	b := &bench{Context: ctx, row: strings.Fields(k.Command())[0]}
	err := k.Run(b)
	stop()
	if err == nil {
		err = b.save(r.Lines)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "nhipcau-bench:", err)
		os.Exit(1)
	}
}
