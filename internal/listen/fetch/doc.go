// Package fetch gets feeds and pages politely: one client for everything that leaves this house by HTTP to read
// somebody else's site.
//
// It says who it is, obeys robots.txt (RFC 9309), keeps a pause between two requests to a host or a registrable
// domain, asks only for what changed (RFC 9110, conditional requests), honours Retry-After, and backs off from
// what fails without ever giving a source up. It never connects to an address inside: after the name is
// resolved, at the moment of dialling, on every redirect, private, loopback, link-local and all other special
// addresses are refused, unless an administrator named the host or the network.
//
// # Through a proxy
//
// A proxy is used only if it is named in [Options]; the environment is never asked. The proxy resolves names
// itself, so the check at dialling would see the proxy only. Therefore the name is resolved here before each
// request as well and refused if any of its addresses is special. That leaves a gap which only the proxy can
// close: it may resolve the name differently a moment later. Let the proxy refuse special addresses too.
//
// # How it is used
//
// A process has one [Client] with its [Pacer]. Of a source that is due it asks what [State.Request] says, reads the body,
// and stores the [State] that [Next] makes of the [Outcome]:
//
//	res, err := client.Get(ctx, state.Request(address, fetch.Feed))
//	out := fetch.Outcome{Response: res, At: now(), FeedPause: feed.Every, Items: n, Known: seenBefore}
//	state = fetch.Next(out, state, fetch.UsualRules(), rand.Float64())
//
// Whoever reads the body sets Status of the outcome to [ParseError] where it is not what it should be.
//
// The package stores nothing. [State] is what a source needs to keep between two fetches and after a restart, a plain
// value; what a host asked of the Pacer is forgotten with the process.
//
// # Several processes
//
// A Pacer sees only the requests of its own process. Several processes that share the sources give all sources of
// one registrable domain ([Domain]) to one process at a time, by a lease in the database.
package fetch
