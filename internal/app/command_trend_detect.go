package app

import (
	"bufio"
	"bytes"
	"math"
	"strconv"

	"github.com/nhipcau/nhipcau/trend"
)

type trendDetectCommand struct {
	File    string `arg:"" help:"Tệp CSV có hai cột timestamp,value; '-' là đầu vào chuẩn."`
	Explain bool   `help:"Thay vì từng dòng, in mỗi đợt bất thường một câu tiếng Việt và một câu tiếng Anh."`
}

// mostSeries bounds the size of a series that a command reads, in bytes.
const mostSeries = 1 << 30

func (c trendDetectCommand) Run(r *run) error {
	data, err := readInput(r, c.File, mostSeries)
	if err != nil {
		return err
	}
	s, err := trend.ReadCSV(bytes.NewReader(data))
	if err != nil {
		return err
	}
	observed := trend.Detect(s)
	out := bufio.NewWriter(r.Stdout)
	if c.Explain {
		writeBursts(out, observed)
	} else {
		writeScores(out, s, observed)
	}
	return out.Flush()
}

// writeScores writes timestamp, value, score and whether a burst is going on (1) or not (0).
func writeScores(out *bufio.Writer, s trend.Series, observed []trend.Observation) {
	_, _ = out.WriteString("timestamp,value,score,burst\n") // Flush tells
	var line []byte
	for i, o := range observed {
		line = append(line[:0], s.Stamps[i]...)
		line = append(line, ',')
		if !math.IsNaN(s.Values[i]) {
			line = strconv.AppendFloat(line, s.Values[i], 'f', -1, 64)
		}
		line = append(line, ',')
		line = strconv.AppendFloat(line, o.Score, 'f', 6, 64)
		if o.Burst != nil && !o.Burst.Over {
			line = append(line, ",1\n"...)
		} else {
			line = append(line, ",0\n"...)
		}
		_, _ = out.Write(line)
	}
}

// writeBursts writes a Vietnamese and an English sentence for each burst, as it was when it ended.
func writeBursts(out *bufio.Writer, observed []trend.Observation) {
	for i, o := range observed {
		if o.Burst == nil || i+1 < len(observed) && sameBurst(o.Burst, observed[i+1].Burst) {
			continue
		}
		vi, en := o.Burst.Explain()
		_, _ = out.WriteString(vi + "\n" + en + "\n")
	}
}

func sameBurst(a, b *trend.Burst) bool { return b != nil && a.Start == b.Start }
