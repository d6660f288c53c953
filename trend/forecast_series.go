package trend

// clockPeriods are, for a step in seconds, the seasons that clocks and calendars give, in values.
var clockPeriods = map[int64][]int{
	60:              {60, 1440},
	5 * 60:          {288, 2016},
	10 * 60:         {144, 1008},
	15 * 60:         {96, 672},
	30 * 60:         {48, 336},
	hourSeconds:     {24, 168},
	daySeconds:      {7, 365},
	7 * daySeconds:  {52},
	28 * daySeconds: {12}, // months; the usual distance is 28 to 31 days
	29 * daySeconds: {12},
	30 * daySeconds: {12},
	31 * daySeconds: {12},
	90 * daySeconds: {4}, // quarters
	91 * daySeconds: {4},
	92 * daySeconds: {4},
}

// Periods are the seasons that a regular series may have: those of clock and calendar for its step, if at
// least two of them have been seen, otherwise what [FindPeriods] finds.
func (s Series) Periods() []int {
	var out []int
	if s.Dated {
		for _, m := range clockPeriods[s.Step()] {
			if 2*m <= s.Len() {
				out = append(out, m)
			}
		}
	}
	if len(out) == 0 {
		return FindPeriods(s.Values)
	}
	return out
}

// Forecast forecasts the values that follow the last time of the series, as [Forecast] does after closing
// ranks: values in order of time, one for each step.
func (s Series) Forecast(o ForecastOptions) (Outlook, error) {
	regular := s.Regular()
	if o.Periods == nil {
		o.Periods = regular.Periods()
	}
	if o.Periods == nil {
		o.Periods = []int{}
	}
	return Forecast(regular.Values, o)
}
