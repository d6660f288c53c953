package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/trend"
)

type trendForecastCommand struct {
	File    string `arg:"" optional:"" help:"Tệp CSV có hai cột timestamp,value; '-' là đầu vào chuẩn."`
	Horizon int    `required:"" placeholder:"SỐ" help:"Số giá trị cần dự báo."`
	Period  []int  `placeholder:"SỐ" help:"Chu kỳ tính bằng số giá trị, ví dụ 24,168 cho số liệu theo giờ; 1 là không có chu kỳ. Không ghi thì chương trình tự tìm."`
	Batch   string `type:"path" placeholder:"THƯ-MỤC" help:"Dự báo mọi tệp CSV trong thư mục này cùng một lượt; chuỗi cùng loại học lẫn nhau."`
	Out     string `placeholder:"THƯ-MỤC" help:"Thư mục nhận kết quả của --batch, mỗi chuỗi một tệp cùng tên."`
	JSON    bool   `name:"json" help:"In một giá trị JSON."`
}

// Run prints step,mean,lo80,hi80,lo95,hi95, and on standard error why a forecast should not be trusted.
func (c trendForecastCommand) Run(r *run) error {
	switch {
	case c.Batch != "" && c.File == "" && c.Out != "" && !c.JSON:
		return c.forecastFolder(r)
	case c.Batch != "" || c.Out != "" || c.File == "":
		return fault.New(fault.Invalid, "Hãy cho biết một tệp CSV, hoặc cả --batch và --out.")
	}
	s, err := readSeries(r, c.File)
	if err != nil {
		return err
	}
	options := c.options()
	if c.JSON {
		options.Scaled = scaledOrigins
	}
	o, err := s.Forecast(options)
	if err != nil {
		return fault.New(fault.Invalid, "Tệp %s: %s.", c.File, err)
	}
	if c.JSON {
		return printJSON(r.Stdout, newOutlookView(o))
	}
	if !o.Trusted {
		_, _ = fmt.Fprintln(r.Stderr, o.ReasonVI) // only advice
	}
	return writeForecast(r.Stdout, o)
}

// scaledOrigins is how many of the last forecasts the mean absolute scaled error that is printed is about.
const scaledOrigins = 8

func (c trendForecastCommand) options() trend.ForecastOptions {
	return trend.ForecastOptions{Horizon: c.Horizon, Periods: c.Period}
}

// forecastFolder forecasts each *.csv of a folder. A file that cannot be forecast is named, the others are
// still done.
func (c trendForecastCommand) forecastFolder(r *run) error {
	files, err := filepath.Glob(filepath.Join(escapeGlob(c.Batch), "*.csv"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fault.New(fault.NotFound, "Thư mục %s không có tệp CSV nào.", c.Batch)
	}
	err = os.MkdirAll(c.Out, 0o750)
	if err != nil {
		return cannotWrite(c.Out, err)
	}
	var problems []error
	series := make([]trend.Series, 0, len(files))
	names := make([]string, 0, len(files))
	for _, file := range files {
		s, err := readSeries(r, file)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		series, names = append(series, s), append(names, filepath.Base(file))
	}
	outlooks, errs := trend.ForecastSeries(series, c.options())
	for i, o := range outlooks {
		if errs[i] != nil {
			problems = append(problems, fault.New(fault.Invalid, "Tệp %s: %s.", names[i], errs[i]))
			continue
		}
		err := writeForecastFile(filepath.Join(c.Out, names[i]), o)
		if err != nil {
			return err
		}
	}
	return joinSentences(r.reader, problems)
}

// escapeGlob makes a folder's name match only itself.
func escapeGlob(dir string) string {
	var out bytes.Buffer
	for _, b := range []byte(dir) {
		if b == '*' || b == '?' || b == '[' || b == '\\' {
			out.WriteByte('\\')
		}
		out.WriteByte(b)
	}
	return out.String()
}

// joinSentences is one error of several sentences, a line each.
func joinSentences(ctx context.Context, problems []error) error {
	if len(problems) == 0 {
		return nil
	}
	lines := make([]error, len(problems))
	for i, p := range problems {
		lines[i] = sentence(ctx, p)
	}
	return errors.Join(lines...)
}

func readSeries(r *run, file string) (trend.Series, error) {
	in, shut, err := openInput(r, file)
	if err != nil {
		return trend.Series{}, err
	}
	defer shut()
	s, err := trend.ReadCSV(in)
	if err != nil {
		return s, fault.New(fault.Invalid, "Tệp %s: %s.", file, err)
	}
	return s, nil
}

func writeForecastFile(file string, o trend.Outlook) error {
	var out bytes.Buffer
	err := writeForecast(&out, o)
	if err != nil {
		return err
	}
	err = os.WriteFile(file, out.Bytes(), 0o640)
	if err != nil {
		return cannotWrite(file, err)
	}
	return nil
}

func cannotWrite(file string, err error) error {
	return fault.Wrap(fault.Unavailable, err, "Không ghi được %s. Hãy kiểm tra lại đường dẫn và quyền ghi.", file)
}

func writeForecast(w io.Writer, o trend.Outlook) error {
	out := []byte("step,mean,lo80,hi80,lo95,hi95\n")
	for _, s := range o.Steps {
		out = strconv.AppendInt(out, int64(s.Step), 10)
		for _, v := range []float64{s.Mean, s.Lo80, s.Hi80, s.Lo95, s.Hi95} {
			out = append(out, ',')
			out = strconv.AppendFloat(out, v, 'g', 10, 64)
		}
		out = append(out, '\n')
	}
	_, err := w.Write(out)
	return err
}
