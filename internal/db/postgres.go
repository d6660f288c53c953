package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/nhipcau/nhipcau/internal/fault"
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	pool, err := openPool(ctx, url, 16)
	if err != nil {
		return nil, err
	}
	jobs, err := openPool(ctx, url, 6)
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &DB{engine: Postgres, pool: pool, jobs: jobs}, nil
}

func openPool(ctx context.Context, url string, conns int32) (*pgxpool.Pool, error) {
	c, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "Địa chỉ PostgreSQL không đúng dạng. Hãy viết như postgres://nhipcau@may-chu/nhipcau.")
	}
	c.MaxConns = conns
	c.ConnConfig.RuntimeParams["timezone"] = "UTC"
	c.ConnConfig.RuntimeParams["application_name"] = sessionName()
	// Pages ask many small questions at once: helpers and compilers for one of them take time from the others.
	c.ConnConfig.RuntimeParams["max_parallel_workers_per_gather"] = "0"
	c.ConnConfig.RuntimeParams["jit"] = "off"
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("connecting to PostgreSQL: %w", err)
	}
	err = pool.Ping(ctx)
	if err != nil {
		pool.Close()
		return nil, noConnection(c.ConnConfig.Config, err)
	}
	return pool, nil
}

// sessionName tells the sessions of this process from those of another server.
func sessionName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return fmt.Sprintf("nhipcau %.40s %d", host, os.Getpid())
}

// OtherSessions counts the sessions that other processes of the program hold on this database; 0 on SQLite.
func (d *DB) OtherSessions(ctx context.Context) (n int, err error) {
	if d.engine != Postgres {
		return 0, nil
	}
	err = d.Read(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `
			SELECT COUNT(*) FROM pg_stat_activity
			 WHERE datname = current_database() AND application_name LIKE 'nhipcau%' AND application_name <> $1`, sessionName()).Scan(&n)
	})
	return n, err
}

// RenameSchema puts everything of the program aside under another name and leaves an empty schema in its place.
func (d *DB) RenameSchema(ctx context.Context, name string) error {
	var schema string
	err := d.pool.QueryRow(ctx, `SELECT current_schema()`).Scan(&schema)
	if err != nil {
		return fmt.Errorf("finding the schema: %w", err)
	}
	old, aside := pgx.Identifier{schema}.Sanitize(), pgx.Identifier{name}.Sanitize()
	_, err = d.pool.Exec(ctx, `ALTER SCHEMA `+old+` RENAME TO `+aside+`; CREATE SCHEMA `+old)
	if err != nil {
		return fault.Wrap(fault.Forbidden, err, "Tài khoản PostgreSQL không có quyền đổi tên lược đồ %s. Hãy cho tài khoản làm chủ cơ sở dữ liệu.", schema)
	}
	return nil
}

// noConnection says what whoever installs the program can do about it.
func noConnection(c pgconn.Config, cause error) error {
	var e *pgconn.PgError
	if !errors.As(cause, &e) {
		return fault.Wrap(fault.Unavailable, cause, "Không kết nối được PostgreSQL ở máy %s cổng %d. Hãy kiểm tra máy chủ cơ sở dữ liệu đang chạy và đường mạng.", c.Host, int(c.Port))
	}
	switch e.Code {
	case "28P01", "28000":
		return fault.Wrap(fault.Unavailable, cause, "PostgreSQL ở máy %s không nhận tên hoặc mật khẩu của %s. Hãy kiểm tra tệp mật khẩu và quyền vào.", c.Host, c.User)
	case "3D000":
		return fault.Wrap(fault.Unavailable, cause, "PostgreSQL ở máy %s không có cơ sở dữ liệu %s. Hãy tạo nó trước (createdb).", c.Host, c.Database)
	}
	return fault.Wrap(fault.Unavailable, cause, "PostgreSQL ở máy %s chưa nhận kết nối. Hãy xem nguyên nhân trong nhật ký của PostgreSQL.", c.Host)
}

type postgresTx struct{ tx pgx.Tx }

func (t postgresTx) exec(ctx context.Context, query string, args []any) (int64, error) {
	tag, err := t.tx.Exec(ctx, query, postgresArgs(args)...)
	if err != nil {
		return 0, err
	}
	return tag.RowsAffected(), nil
}

func (t postgresTx) query(ctx context.Context, query string, args []any) (rows, error) {
	r, err := t.tx.Query(ctx, query, postgresArgs(args)...)
	if err != nil {
		return nil, err
	}
	return postgresRows{r}, nil
}

func (t postgresTx) commit(ctx context.Context) error { return t.tx.Commit(ctx) }

func (t postgresTx) rollback(ctx context.Context) { _ = t.tx.Rollback(ctx) } // after a commit it has nothing to do

func postgresArgs(args []any) []any {
	for i, a := range args {
		if t, ok := a.(time.Time); ok {
			args[i] = instant(t)
		}
	}
	return args
}

type postgresRows struct{ pgx.Rows }

// Scan brings instants to UTC, as SQLite returns them.
func (r postgresRows) Scan(dest ...any) error {
	err := r.Rows.Scan(dest...)
	if err != nil {
		return err
	}
	for _, d := range dest {
		switch v := d.(type) {
		case *time.Time:
			*v = v.UTC()
		case **time.Time:
			if *v != nil {
				**v = (*v).UTC()
			}
		}
	}
	return nil
}

// worthRetrying reports whether PostgreSQL gave up because of other transactions.
func worthRetrying(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}
