package app

import (
	"fmt"
	"os"

	"github.com/nhipcau/nhipcau/law"
)

type lawCommands struct {
	Due   dueCommand   `cmd:"" help:"Tính hạn theo một quy tắc và giải thích cách tính."`
	Rules rulesCommand `cmd:"" help:"Liệt kê các quy tắc thời hạn."`
}

type dueCommand struct {
	Rule  string `required:"" placeholder:"MÃ" help:"Mã quy tắc, ví dụ ATI16-NET; xem: nhipcau law rules."`
	From  string `required:"" placeholder:"NGÀY|THỜI-ĐIỂM" help:"Ngày (2026-11-21) hoặc thời điểm (2026-11-21T09:00:00+07:00) bắt đầu tính."`
	Class string `enum:",simple,complex" default:"" placeholder:"simple|complex" help:"Loại hồ sơ, nếu quy tắc phân loại."`
	With  string `type:"path" placeholder:"TỆP" help:"Tệp có thêm phiên bản mới của quy tắc, dạng của lệnh 'law rules --json'."`
	JSON  bool   `name:"json" help:"In một giá trị JSON."`
}

func (c dueCommand) Run(r *run) error {
	rules, err := rulesWith(c.With)
	if err != nil {
		return err
	}
	a, err := law.Due(rules, law.VietnamCalendar(), c.Rule, c.From, law.Class(c.Class), law.Options{})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(r.Stdout, a)
	}
	_, err = fmt.Fprintln(r.Stdout, a.ExplanationVI)
	return err
}

type rulesCommand struct {
	With string `type:"path" placeholder:"TỆP" help:"Tệp có thêm phiên bản mới của quy tắc, dạng của lệnh 'law rules --json'."`
	JSON bool   `name:"json" help:"In một mảng JSON."`
}

func (c rulesCommand) Run(r *run) error {
	rules, err := rulesWith(c.With)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(r.Stdout, law.List(rules))
	}
	for _, rule := range rules.All() {
		mark := ""
		if !rule.Verified {
			mark = " (chưa kiểm chứng)"
		}
		_, err := fmt.Fprintf(r.Stdout, "%-14s %s%s\n", rule.ID, rule.TextVI, mark)
		if err != nil {
			return err
		}
	}
	return nil
}

// rulesWith are the rules of the program and those of a file that was named; empty: none was.
func rulesWith(file string) (law.RuleSet, error) {
	if file == "" {
		return law.VietnamRules(), nil
	}
	_, err := os.Stat(file)
	if err != nil {
		return law.RuleSet{}, cannotOpen(file, err)
	}
	return readRules(file)
}
