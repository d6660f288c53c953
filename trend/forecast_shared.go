package trend

// shared is what the series of a batch that look back equally far have in common: an autoregression of their
// values and one of their logarithms. For a backtest both come from what the series knew at their first
// origins.
type shared struct {
	lags        int
	values, log sharedFit
}

type sharedFit struct {
	before, whole sharedRegression
	ok            bool
}

// tryAll tries all methods on all series of a batch, those that they share among them.
func tryAll(cases []*forecastCase) {
	groups := map[int][]*forecastCase{}
	for _, c := range cases {
		groups[c.lags()] = append(groups[c.lags()], c)
	}
	fits := map[int]*shared{}
	for lags, group := range groups {
		if len(group) >= fewestTeachers {
			fits[lags] = learnShared(group, lags)
		}
	}
	inParallel(len(cases), func(i int) {
		c := cases[i]
		fit := fits[c.lags()]
		if fit == nil {
			c.try()
			return
		}
		c.try(fit.methods(len(c.values))...)
	})
}

// lags is how far a shared autoregression looks back: over the longest season and a quarter more.
func (c *forecastCase) lags() int {
	longest := 12
	for _, m := range c.periods {
		longest = max(longest, m)
	}
	return min(longest+longest/4, mostOrder)
}

func learnShared(cases []*forecastCase, lags int) *shared {
	var before, whole, logBefore, logWhole [][]float64
	for _, c := range cases {
		at := origins(len(c.values), c.horizon)
		if len(at) == 0 {
			continue
		}
		before, whole = append(before, c.values[:at[0]]), append(whole, c.values)
		if z := logarithms(c.values); z != nil {
			logBefore, logWhole = append(logBefore, z[:at[0]]), append(logWhole, z)
		}
	}
	sets := [4][][]float64{before, whole, logBefore, logWhole}
	var fits [4]sharedRegression
	var ok [4]bool
	inParallel(len(sets), func(i int) { fits[i], ok[i] = fitShared(sets[i], lags) })
	return &shared{lags, sharedFit{fits[0], fits[1], ok[0] && ok[1]}, sharedFit{fits[2], fits[3], ok[2] && ok[3]}}
}

// methods for a series of n values.
func (s *shared) methods(n int) []method {
	var out []method
	if s.values.ok {
		out = append(out, s.values.method(s.lags, n))
	}
	if s.log.ok {
		out = append(out, logged(s.log.method(s.lags, n)))
	}
	return out
}

func (f sharedFit) method(lags, n int) method {
	return method{"shared ar", false, func(y []float64) learned {
		switch {
		case len(y) < lags:
			return nil
		case len(y) < n:
			return f.before
		}
		return f.whole
	}}
}
