package trend_test

import (
	"fmt"
	"math"
	"strings"

	"github.com/nhipcau/nhipcau/trend"
)

// days of mentions: five working days, two quiet ones.
func mentions(weeks int) []float64 {
	var y []float64
	for i := range weeks * 7 {
		y = append(y, []float64{120, 131, 128, 126, 118, 64, 52}[i%7]+float64(i*i%7))
	}
	return y
}

func ExampleForecast() {
	o, err := trend.Forecast(mentions(12), trend.ForecastOptions{Horizon: 2, Periods: []int{7}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range o.Steps {
		fmt.Printf("%d: %.0f (%.0f–%.0f)\n", s.Step, s.Mean, s.Lo95, s.Hi95)
	}
	fmt.Println(o.Trusted)
	// Output:
	// 1: 120 (120–120)
	// 2: 132 (132–132)
	// true
}

func ExampleForecast_tooShort() {
	o, _ := trend.Forecast([]float64{3, 5, 4}, trend.ForecastOptions{Horizon: 4})
	fmt.Println(o.Trusted, o.ReasonVI)
	fmt.Println(o.ReasonEN)
	// Output:
	// false Không nên tin dự báo này: chuỗi chỉ có 3 giá trị, quá ngắn để thử lại trên quá khứ.
	// Do not trust this forecast: with 3 values the series is too short to be tried on its past.
}

func ExampleForecastBatch() {
	out, errs := trend.ForecastBatch([][]float64{mentions(8), {math.NaN()}}, trend.ForecastOptions{Horizon: 1})
	fmt.Printf("%.0f %v\n", out[0].Steps[0].Mean, errs[0])
	fmt.Println(errs[1])
	// Output:
	// 120 <nil>
	// cần ít nhất hai giá trị để dự báo
}

func ExampleForecastSeries() {
	s, _ := trend.ReadCSV(strings.NewReader("timestamp,value\n2026-11-01,5\n2026-11-02,5\n2026-11-03,5\n2026-11-04,5\n2026-11-05,5\n"))
	out, _ := trend.ForecastSeries([]trend.Series{s}, trend.ForecastOptions{Horizon: 1})
	fmt.Println(out[0].Steps[0].Mean)
	// Output: 5
}

func ExampleSeries_Forecast() {
	s, _ := trend.ReadCSV(strings.NewReader("timestamp,value\n1,10\n2,20\n3,10\n4,20\n5,10\n6,20\n7,10\n8,20\n"))
	o, _ := s.Forecast(trend.ForecastOptions{Horizon: 2, Periods: []int{2}})
	fmt.Printf("%.0f %.0f\n", o.Steps[0].Mean, o.Steps[1].Mean)
	// Output: 10 20
}

func ExampleFindPeriods() {
	fmt.Println(trend.FindPeriods(mentions(10)))
	// Output: [7]
}

func ExampleSeries_Periods() {
	s := trend.Series{Dated: true}
	for i := range int64(400) {
		s.Times, s.Values = append(s.Times, i*3600), append(s.Values, 1)
	}
	fmt.Println(s.Periods())
	// Output: [24 168]
}
