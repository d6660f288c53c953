package official

import (
	"os"
	"testing"
)

func TestHashedLabelsScoreLikePlainOnes(t *testing.T) {
	t.Parallel()
	src := textSource("Giao Sở Tư pháp chủ trì, phối hợp với Công an tỉnh rà soát văn bản, hoàn thành trước ngày 30/6/2026.\nĐề nghị Báo An Bình mở chuyên mục pháp luật.")
	plain := Golden{Tasks: []GoldenTask{
		{Line: 1, Title: "Rà soát văn bản", Lead: []string{"Sở Tư pháp"}, Partners: []string{"Công an tỉnh"}, Cadence: []Cadence{Once}, To: "2026-06-30"},
		{Line: 2, Title: "Mở chuyên mục pháp luật", Lead: []string{"Đài An Bình"}},
	}}
	hashed := Golden{Tasks: []GoldenTask{
		{Line: 1, Title: HashLabel("rà soát văn bản"), Lead: []string{HashLabel("Sở Tư pháp")}, Partners: []string{HashLabel("Công an tỉnh")}, Cadence: []Cadence{Once}, To: "2026-06-30"},
		{Line: 2, Title: HashLabel("Mở chuyên mục pháp luật"), Lead: []string{HashLabel("Đài An Bình")}},
	}}
	got := ReadPlan(src, Directory{})
	if a, b := Score(plain, got), Score(hashed, got); a != b || a.Tasks.F1() != 1 || a.Lead != (Tally{1, 1, 1}) {
		t.Errorf("plain labels score %+v, hashed labels %+v", a, b)
	}
}

func TestEveryLabelFileFindsItsDocument(t *testing.T) {
	t.Parallel()
	docs := map[string]Source{}
	for _, d := range goldenDocuments(t, "testdata/plan") {
		docs[d.name] = d.src
	}
	scores, err := EvaluatePlans(os.DirFS("testdata/plan"), func(name string) (Source, error) { return docs[name], nil })
	if err != nil || len(scores) != len(docs) {
		t.Fatalf("%d documents scored of %d, %v", len(scores), len(docs), err)
	}
	for _, s := range scores {
		if s.Tasks.Right == 0 {
			t.Errorf("%s has no task", s.Name)
		}
	}
}
