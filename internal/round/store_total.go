package round

import (
	"context"
	"encoding/json"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// counting is the column that says which line of a unit counts.
func counting(frozen bool) string {
	if frozen {
		return "o.frozen"
	}
	return "o.answer"
}

// valuesOf are the figures of the lines that count, by unit.
func valuesOf(ctx context.Context, tx *db.Tx, round ID, frozen bool) (map[org.UnitID]map[string]Amount, error) {
	r, err := tx.Query(ctx, `
		SELECT o.unit, v.figure, v.value
		  FROM round_owed o JOIN round_value v ON v.answer = `+counting(frozen)+`
		 WHERE o.round = $1`, round)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[org.UnitID]map[string]Amount{}
	for r.Next() {
		var unit org.UnitID
		var figure string
		var v Amount
		err := r.Scan(&unit, &figure, &v)
		if err != nil {
			return nil, err
		}
		if all[unit] == nil {
			all[unit] = map[string]Amount{}
		}
		all[unit][figure] = v
	}
	return all, r.Err()
}

// tasksOf counts how the tasks of each unit stand.
func tasksOf(ctx context.Context, tx *db.Tx, round ID, frozen bool) (map[org.UnitID]map[Say]int, error) {
	r, err := tx.Query(ctx, `
		SELECT o.unit, t.say, COUNT(*)
		  FROM round_owed o JOIN round_task t ON t.answer = `+counting(frozen)+`
		 WHERE o.round = $1
		 GROUP BY o.unit, t.say`, round)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[org.UnitID]map[Say]int{}
	for r.Next() {
		var unit org.UnitID
		var say Say
		var n int
		err := r.Scan(&unit, &say, &n)
		if err != nil {
			return nil, err
		}
		if all[unit] == nil {
			all[unit] = map[Say]int{}
		}
		all[unit][say] = n
	}
	return all, r.Err()
}

// mergesOf are the latest confirmations in a round, by unit.
func mergesOf(ctx context.Context, tx *db.Tx, round ID) (map[org.UnitID]Merge, error) {
	r, err := tx.Query(ctx, `
		SELECT o.unit, m.id, m.lines, m.note, m.by_id, m.by_name, m.at
		  FROM round_owed o JOIN round_merge m ON m.id = o.merged
		 WHERE o.round = $1 AND o.merged <> 0`, round)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[org.UnitID]Merge{}
	for r.Next() {
		var unit org.UnitID
		var m Merge
		var lines string
		err := r.Scan(&unit, &m.ID, &lines, &m.Note, &m.By.ID, &m.By.Name, &m.At)
		if err != nil {
			return nil, err
		}
		err = json.Unmarshal([]byte(lines), &m.Lines)
		if err != nil {
			return nil, err
		}
		all[unit] = m
	}
	return all, r.Err()
}

func insertMerge(ctx context.Context, tx *db.Tx, o Owed, m Merge, totals map[string]SumUp) (id int64, err error) {
	lines, err := json.Marshal(m.Lines)
	if err != nil {
		return 0, err
	}
	sums, err := json.Marshal(totals)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO round_merge (owed, ordinal, lines, totals, note, by_id, by_name, at)
		SELECT $1, COUNT(*) + 1, $2, $3, $4, $5, $6, $7 FROM round_merge WHERE owed = $8
		RETURNING id`, o.ID, string(lines), string(sums), m.Note, m.By.ID, m.By.Name, m.At, o.ID).Scan(&id)
	return id, err
}

// freezeLines says which line of each unit counts. It waits for lines that are on their way.
func freezeLines(ctx context.Context, tx *db.Tx, round ID) error {
	_, err := tx.Exec(ctx, `UPDATE round_owed SET frozen = answer WHERE round = $1`, round)
	return err
}

func insertFrozen(ctx context.Context, tx *db.Tx, round ID, figure string, sum SumUp) error {
	_, err := tx.Exec(ctx, `INSERT INTO round_frozen (round, figure, value, units) VALUES ($1, $2, $3, $4)`,
		round, figure, int64(sum.Value), sum.Units)
	return err
}

// frozenOf are the totals as they were when the round closed.
func frozenOf(ctx context.Context, tx *db.Tx, round ID) (map[string]SumUp, error) {
	r, err := tx.Query(ctx, `SELECT figure, value, units FROM round_frozen WHERE round = $1`, round)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[string]SumUp{}
	for r.Next() {
		var figure string
		var sum SumUp
		err := r.Scan(&figure, &sum.Value, &sum.Units)
		if err != nil {
			return nil, err
		}
		all[figure] = sum
	}
	return all, r.Err()
}

// roundsWith are rounds in some states, newest first: all, or those in which one of the units takes part.
func roundsWith(ctx context.Context, tx *db.Tx, states []State, all bool, units []org.UnitID, limit int) ([]Round, error) {
	var args []any
	for _, s := range states {
		args = append(args, s)
	}
	text := `SELECT ` + roundColumns + ` FROM round r WHERE r.state IN (` + db.In(1, len(states)) + `)`
	if !all {
		if len(units) == 0 {
			return nil, nil
		}
		in := func() string {
			first := len(args) + 1
			for _, u := range units {
				args = append(args, u)
			}
			return db.In(first, len(units))
		}
		text += ` AND (r.owner IN (` + in() + `) OR r.state <> 'draft' AND EXISTS (
			SELECT 1 FROM round_owed o WHERE o.round = r.id AND (o.unit IN (` + in() + `) OR o.up IN (` + in() + `))))`
	}
	args = append(args, limit)
	r, err := tx.Query(ctx, text+` ORDER BY r.id DESC LIMIT `+db.In(len(args), 1), args...)
	return db.Collect(r, err, func(r *db.Rows) (Round, error) { return scanRound(r) })
}

// owedBy is what one unit owes to rounds in a state, soonest deadline first.
func owedBy(ctx context.Context, tx *db.Tx, unit org.UnitID, state State) ([]Owed, error) {
	r, err := tx.Query(ctx, `
		SELECT `+owedColumns+`
		  FROM round_owed o JOIN round r ON r.id = o.round
		 WHERE o.unit = $1 AND r.state = $2
		 ORDER BY CASE WHEN r.due IS NULL THEN 1 ELSE 0 END, r.due, r.id`, unit, state)
	return db.Collect(r, err, func(r *db.Rows) (Owed, error) { return scanOwed(r) })
}

// stepsOf counts what is owed to some rounds by step.
func stepsOf(ctx context.Context, tx *db.Tx, rounds []Round) (map[ID]map[Step]int, error) {
	all := map[ID]map[Step]int{}
	if len(rounds) == 0 {
		return all, nil
	}
	var args []any
	for _, r := range rounds {
		args = append(args, r.ID)
		all[r.ID] = map[Step]int{}
	}
	r, err := tx.Query(ctx, `SELECT round, state, COUNT(*) FROM round_owed WHERE round IN (`+db.In(1, len(args))+`) GROUP BY round, state`, args...)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for r.Next() {
		var id ID
		var step Step
		var n int
		err := r.Scan(&id, &step, &n)
		if err != nil {
			return nil, err
		}
		all[id][step] = n
	}
	return all, r.Err()
}

// countingLines are the whole lines that count, by unit.
func countingLines(ctx context.Context, tx *db.Tx, round ID, frozen bool) (map[org.UnitID]Answer, error) {
	r, err := tx.Query(ctx, `
		SELECT `+answerColumns+`, o.unit
		  FROM round_owed o JOIN round_answer a ON a.id = `+counting(frozen)+`
		 WHERE o.round = $1`, round)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[org.UnitID]Answer{}
	for r.Next() {
		var unit org.UnitID
		a, err := scanAnswer(r, &unit)
		if err != nil {
			return nil, err
		}
		all[unit] = a
	}
	return all, r.Err()
}

// owedRounds are the open rounds that a unit has not answered, soonest deadline first.
func owedRounds(ctx context.Context, tx *db.Tx, unit org.UnitID) ([]Round, error) {
	r, err := tx.Query(ctx, `
		SELECT `+roundColumns+`
		  FROM round_owed o JOIN round r ON r.id = o.round
		 WHERE o.unit = $1 AND o.state = 'waiting' AND r.state = 'open'
		 ORDER BY CASE WHEN r.due IS NULL THEN 1 ELSE 0 END, r.due, r.id`, unit)
	return db.Collect(r, err, func(r *db.Rows) (Round, error) { return scanRound(r) })
}
