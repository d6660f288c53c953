package trend_test

import (
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/trend"
)

const hour = 3600

// steady is hourly mentions over some days: busy by day, quiet at night.
func steady(days int) trend.Series {
	s := trend.Series{Dated: true}
	const start = 1772384400 // 2 March 2026, 0:00 in Việt Nam
	for h := range int64(days * 24) {
		v := float64(2 + h*7%5)
		if h%24 < 6 {
			v = float64(h % 2)
		}
		s.Times = append(s.Times, start+h*hour)
		s.Values = append(s.Values, v)
	}
	return s
}

func ExampleReadCSV() {
	s, err := trend.ReadCSV(strings.NewReader("timestamp,value\n2026-03-02 08:00:00,12\n2026-03-02 09:00:00,\n2026-03-02 10:00:00,9\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Len(), "values, one each", s.Step(), "seconds:", s.Values)
	// Output: 3 values, one each 3600 seconds: [12 NaN 9]
}

func ExampleSeries_Len() {
	fmt.Println(trend.Series{Times: []int64{1, 2}, Values: []float64{5, 6}}.Len())
	// Output: 2
}

func ExampleSeries_Step() {
	fmt.Println(trend.Series{Times: []int64{0, 60, 120, 600}, Values: make([]float64, 4)}.Step())
	// Output: 60
}

func ExampleSeries_Regular() {
	s := trend.Series{Times: []int64{3, 1, 2, 2, 5}, Values: []float64{30, 10, 20, 21, 50}}
	fmt.Println(s.Regular().Values)
	// Output: [10 21 30 NaN 50]
}

func ExampleChooseKind() {
	fmt.Println(trend.ChooseKind([]float64{3, 0, 12}), trend.ChooseKind([]float64{21.5, 22}))
	// Output: count real
}

func ExampleKind_String() {
	fmt.Println(trend.Count.String())
	// Output: count
}

func ExampleNewBaseline() {
	b := trend.NewBaseline(trend.Setting{Dated: true, Step: hour})
	s := steady(28)
	for i, v := range s.Values {
		b.Learn(s.Times[i], v, 1)
	}
	midnight := s.Times[s.Len()-1] + hour
	night, noon := b.Predict(midnight+2*hour, 1), b.Predict(midnight+12*hour, 1)
	fmt.Printf("at 2:00 %.1f, at 12:00 %.1f\n", night.Mean, noon.Mean)
	// Output: at 2:00 0.2, at 12:00 4.3
}

func ExampleBaseline_Learn() {
	b := trend.NewBaseline(trend.Setting{})
	b.Learn(1, 5, 0.5) // five events from half of the sources stand for ten
	b.Learn(2, 10, 1)
	fmt.Printf("%.1f\n", b.Predict(3, 1).Mean)
	// Output: 7.7
}

func ExampleBaseline_Predict() {
	b := trend.NewBaseline(trend.Setting{})
	_, high := b.Predict(1, 1).Interval(0.95)
	fmt.Println("without any history, up to", high)
	for i := range int64(200) {
		b.Learn(i, 1, 1)
	}
	_, high = b.Predict(200, 1).Interval(0.95)
	fmt.Println("after two hundred times one, up to", high)
	// Output:
	// without any history, up to 3
	// after two hundred times one, up to 3
}

func ExampleBaseline_Trend() {
	b := trend.NewBaseline(trend.Setting{Dated: true, Step: 7 * 24 * hour})
	events := 100.0
	for week := range int64(60) {
		b.Learn(week*7*24*hour, float64(int(events)), 1)
		events *= 1.05
	}
	fmt.Printf("%.2f a week\n", b.Trend())
	// Output: 1.05 a week
}

func ExamplePrediction_Above() {
	p := trend.Prediction{Kind: trend.Count, Mean: 2, Size: 4}
	fmt.Printf("%.4f\n", p.Above(10))
	// Output: 0.0016
}

func ExamplePrediction_Below() {
	p := trend.Prediction{Kind: trend.Real, Mean: 20, Scale: 1.5, Freedom: 30}
	fmt.Printf("%.3f\n", p.Below(17))
	// Output: 0.027
}

func ExamplePrediction_Interval() {
	p := trend.Prediction{Kind: trend.Count, Mean: 2, Size: 4}
	fmt.Println(p.Interval(0.8))
	// Output: 0 4
}

func ExampleDetect() {
	s := steady(40)
	for i := range 4 {
		s.Values[35*24+9+i] += 40
	}
	for i, o := range trend.Detect(s) {
		if o.Score >= trend.Alarm {
			fmt.Println("value", i, "is", s.Values[i], "and raises an alarm")
		}
		if o.Burst != nil && o.Burst.Over {
			fmt.Printf("over, %.0f more than usual\n", o.Burst.Size)
		}
	}
	// Output:
	// value 849 is 45 and raises an alarm
	// over, 159 more than usual
}

func ExampleNewDetector() {
	d := trend.NewDetector(trend.Setting{Kind: trend.Count, Step: hour, Dated: true, Holidays: []trend.Holiday{
		{Year: 2026, Month: 2, Day: 17, Name: "Tết"}, {Year: 2026, Month: 2, Day: 18, Name: "Tết"},
	}})
	s := steady(30)
	for i, v := range s.Values {
		d.Observe(s.Times[i], v)
	}
	o := d.Observe(s.Times[s.Len()-1]+10*hour, 60)
	fmt.Println(o.Score > trend.Alarm, o.Burst != nil)
	// Output: true true
}

func ExampleDetector_Observe() {
	d := trend.NewDetector(trend.Setting{})
	d.Observe(10, 3)
	o := d.Observe(9, 300) // filled in afterwards
	fmt.Println(o.Late, o.Score)
	// Output: true 0
}

func ExampleDetector_ObserveShare() {
	d := trend.NewDetector(trend.Setting{Step: hour, Dated: true})
	s := steady(30)
	for i, v := range s.Values {
		d.Observe(s.Times[i], v)
	}
	next := s.Times[s.Len()-1] + 13*hour
	o := d.ObserveShare(next, 8, 2) // twice as many sources as before bring twice as many mentions
	fmt.Println(o.Score, o.Burst == nil)
	// Output: 0 true
}

func ExampleDetector_Baseline() {
	d := trend.NewDetector(trend.Setting{})
	for i := range int64(50) {
		d.Observe(i, 4)
	}
	fmt.Printf("%.1f\n", d.Baseline().Predict(50, 1).Mean)
	// Output: 4.0
}

func ExampleDetector_MarshalBinary() {
	d := trend.NewDetector(trend.Setting{Step: hour, Dated: true})
	s := steady(30)
	for i, v := range s.Values {
		d.Observe(s.Times[i], v)
	}
	data, err := d.MarshalBinary()
	fmt.Println(len(data) <= 6<<10, err)
	// Output: true <nil>
}

func ExampleDetector_UnmarshalBinary() {
	stored, _ := trend.NewDetector(trend.Setting{Step: hour, Dated: true}).MarshalBinary()
	var d trend.Detector
	fmt.Println(d.UnmarshalBinary(stored))
	fmt.Println(d.UnmarshalBinary(stored[:7]))
	// Output:
	// <nil>
	// trạng thái của bộ phát hiện bị hỏng hoặc của một phiên bản khác
}

func ExampleBurst_Explain() {
	b := trend.Burst{Start: 1775095200, End: 1775106000, PeakAt: 1775098800, Dated: true, Kind: trend.Count, Over: true, Seen: 182, Expected: 21.4, Peak: 64, Confidence: 0.9}
	vi, en := b.Explain()
	fmt.Println(vi)
	fmt.Println(en)
	// Output:
	// Từ 09:00 ngày 02/04/2026, số liệu tăng bất thường (độ tin 90 %): đã ghi nhận 182, bình thường khoảng 21,4; cao nhất là 64 lúc 10:00 ngày 02/04/2026; đã trở lại bình thường sau 12:00 ngày 02/04/2026.
	// From 09:00 on 2 April 2026 the figures were unusually higher (confidence 90%): 182 seen where about 21.4 are usual; the highest was 64 at 10:00 on 2 April 2026; back to usual after 12:00 on 2 April 2026.
}

func ExampleConfidence() {
	fmt.Printf("%.2f %.2f %.2f\n", trend.Confidence(0.3), trend.Confidence(0.6), trend.Confidence(0.95))
	// Output: 0.00 0.40 0.90
}

func ExampleChangePoints() {
	var s trend.Series
	for i := range 80 {
		v := float64(10 + i*7%4)
		if i >= 50 {
			v += 12
		}
		s.Times, s.Values = append(s.Times, int64(i)), append(s.Values, v)
	}
	for _, c := range trend.ChangePoints(s) {
		fmt.Println(c.At)
	}
	// Output: 50
}

func ExampleChange_Explain() {
	vi, en := trend.Change{Time: 1775062800, Dated: true, Before: 11.5, After: 23.5, Confidence: 0.99}.Explain()
	fmt.Println(vi)
	fmt.Println(en)
	// Output:
	// Từ 00:00 ngày 02/04/2026, mức trung bình tăng từ 11,5 lên 23,5 và giữ ở mức mới (độ tin 99 %).
	// From 00:00 on 2 April 2026 the mean level rose from 11.5 to 23.5 and stayed there (confidence 99%).
}

func ExampleOutbreaks() {
	counts := []float64{2, 1, 3, 0, 2, 1, 2, 3, 1, 2, 9, 12}
	for i, w := range trend.Outbreaks(counts, 9) {
		fmt.Printf("week %d: %v of about %.1f, alarm %v\n", i+10, counts[i+9], w.Expected, w.Alarm)
	}
	// Output:
	// week 10: 2 of about 1.6, alarm false
	// week 11: 9 of about 1.6, alarm true
	// week 12: 12 of about 1.8, alarm true
}

func ExampleUsual() {
	week := steady(14)
	u := trend.NewUsual(trend.Setting{Dated: true})
	for i, v := range week.Values {
		u.Observe(week.Times[i], v, 1)
	}
	state, err := u.MarshalBinary()
	if err != nil {
		fmt.Println(err)
		return
	}
	later := trend.NewUsual(trend.Setting{Dated: true}) // of another process
	err = later.UnmarshalBinary(state)
	if err != nil {
		fmt.Println(err)
		return
	}
	noon := week.Times[13*24] + 36*hour
	fmt.Printf("%.1f at noon of the next day, %.1f where half of the sources are silent\n", later.Predict(noon, 1).Mean, later.Predict(noon, .5).Mean)
	// Output: 5.1 at noon of the next day, 2.6 where half of the sources are silent
}
