package app

import (
	"math"

	"github.com/nhipcau/nhipcau/trend"
)

// outlookView is what --json prints; null is a number that the history was too short to tell.
type outlookView struct {
	Steps    []stepView   `json:"steps"`
	Naive    []float64    `json:"naive"`
	Periods  []int        `json:"periods"`
	Methods  []methodView `json:"methods"`
	Backtest backtestView `json:"backtest"`
	Trusted  bool         `json:"trusted"`
	ReasonVI string       `json:"reason_vi"`
	ReasonEN string       `json:"reason_en"`
}

type stepView struct {
	Step int     `json:"step"`
	Mean float64 `json:"mean"`
	Lo80 float64 `json:"lo80"`
	Hi80 float64 `json:"hi80"`
	Lo95 float64 `json:"lo95"`
	Hi95 float64 `json:"hi95"`
}

type methodView struct {
	Name   string   `json:"name"`
	Weight float64  `json:"weight"`
	Error  *float64 `json:"error"`
}

type backtestView struct {
	Origins  []int     `json:"origins"`
	Error    *float64  `json:"error"`
	Naive    *float64  `json:"naive"`
	ByStep   []float64 `json:"by_step"`
	Inside80 *float64  `json:"inside80"`
	Inside95 *float64  `json:"inside95"`
	MASE     *float64  `json:"mase"`
	Scaled   int       `json:"mase_origins"`
}

func newOutlookView(o trend.Outlook) outlookView {
	b := o.Backtest
	v := outlookView{
		Naive: o.Naive, Periods: append([]int{}, o.Periods...), Trusted: o.Trusted, ReasonVI: o.ReasonVI, ReasonEN: o.ReasonEN,
		Backtest: backtestView{
			append([]int{}, b.Origins...), orNull(b.Error), orNull(b.Naive),
			append([]float64{}, b.ByStep...), orNull(b.Inside80), orNull(b.Inside95), orNull(b.MASE), b.ScaledOrigins,
		},
	}
	for _, s := range o.Steps {
		v.Steps = append(v.Steps, stepView(s))
	}
	for _, m := range o.Methods {
		v.Methods = append(v.Methods, methodView{m.Name, m.Weight, orNull(m.Error)})
	}
	return v
}

func orNull(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
