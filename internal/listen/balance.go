package listen

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// balance keeps what the process holds near what it needs, from when much is remembered on. What is remembered stays
// and hardly has pointers: by its own rule the collector would keep room for all of it a second time.
var balance sync.Once

const (
	apart   = 32 << 20 // bytes after which the collector runs
	beside  = 32 << 20 // what else the runtime holds: stacks, its own tables, room between things
	leastGC = 5        // of a hundred, so that it does not run all the time
	mostGC  = 100
)

// given is the limit that whoever started the program set (GOMEMLIMIT).
var given = debug.SetMemoryLimit(-1)

// tune sets the collector after each of its runs, when it is known how much is alive.
func tune() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	alive := max(live[0].Value.Uint64(), 1)
	more := max(leastGC, min(mostGC, 100*apart/alive))
	debug.SetGCPercent(int(more))
	debug.SetMemoryLimit(min(given, int64(alive+max(apart, alive*more/100)+beside)))
	runtime.SetFinalizer(new(run), func(*run) { tune() })
}

// run stands for one run of the collector, which finds that nobody needs it.
type run struct{ _ [16]byte }
