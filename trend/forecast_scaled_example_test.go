package trend_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/trend"
)

// The naive method missed the next value of the history by 1.6 on average; the forecast missed by 2.
func ExampleMASE() {
	history := []float64{1, 3, 2, 4, 3, 5}
	fmt.Println(trend.MASE(history, []float64{4, 4}, []float64{5, 7}, 1))
	// Output: 1.25
}

// A forecast is shown only while the last ones were better than repeating the week before.
func ExampleBacktest_Worse() {
	var items []float64
	for day := range 140 {
		items = append(items, float64(10+day%7*3+day*5%4))
	}
	o, err := trend.Forecast(items, trend.ForecastOptions{Horizon: 7, Periods: []int{7}, Scaled: 8})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d origins, worse than last week: %v\n", o.Backtest.ScaledOrigins, o.Backtest.Worse())
	// Output: 8 origins, worse than last week: false
}
