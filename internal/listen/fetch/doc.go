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
// # What is stored
//
// The package stores nothing. [State] is what a source needs to keep between two fetches and after a restart,
// [Held] what a [Pacer] needs; both are plain values.
package fetch
