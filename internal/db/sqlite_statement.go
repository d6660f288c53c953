package db

import (
	"context"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// keptStatements is how many prepared statements one reading connection keeps. A page asks a few dozen; more
// than this many different texts come only from lists of unusual length.
const keptStatements = 150

// keeping opens connections that prepare each query text once, not each time it is asked: for the small
// queries of a page, preparing costs more than running.
type keeping struct{ driver.Connector }

func newKeeping(dsn string) (driver.Connector, error) {
	c, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return keeping{c}, nil
}

// Connect is of [driver.Connector].
func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &keepingConn{c.(sqliteConn), map[string]driver.Stmt{}}, nil
}

// sqliteConn is what the driver's connections offer.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type keepingConn struct {
	sqliteConn
	kept map[string]driver.Stmt // those not in use, by their text
}

// QueryContext is of [driver.QueryerContext]. A statement that still has rows open is not among the kept ones.
func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, known := c.kept[query]
	if known {
		delete(c.kept, query)
	} else {
		var err error
		s, err = c.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
	}
	r, err := s.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &keptRows{r, func(err error) error { return c.keep(query, s, err) }}, nil
}

// keep takes a statement back whose rows were closed with err.
func (c *keepingConn) keep(query string, s driver.Stmt, err error) error {
	_, twice := c.kept[query]
	if err != nil || twice {
		return errors.Join(err, s.Close())
	}
	if len(c.kept) >= keptStatements {
		err = c.forget()
	}
	c.kept[query] = s
	return err
}

func (c *keepingConn) forget() error {
	var all error
	for query, s := range c.kept {
		all = errors.Join(all, s.Close())
		delete(c.kept, query)
	}
	return all
}

// Close is of [driver.Conn].
func (c *keepingConn) Close() error { return errors.Join(c.forget(), c.sqliteConn.Close()) }

type keptRows struct {
	driver.Rows
	done func(error) error
}

// Close is of [driver.Rows].
func (r *keptRows) Close() error { return r.done(r.Rows.Close()) }
