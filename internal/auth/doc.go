// Package auth says who is asking and what they may: accounts, sign-in, sessions, second factor, and
// rights as role × unit subtree × state of the object. It implements the interfaces that web declares.
//
// An account belongs to one person of the directory and holds grants: a role over a unit and everything
// below it. A sign-in goes through up to four doors: name and password; the code of the second factor; a
// password of one's own where the first one was handed out; the second factor itself where the role asks
// for it. Until the last door the session has no asker, so no page but the doors opens.
//
// On first start nobody has an account: the server prints a one-time code ([Service.SetupCode]) that opens
// the set-up page, which makes the province and its first administrator. The page closes for good with the
// first account.
//
// Nothing about rights is kept in memory: every request reads its session, account and grants in one query,
// so that several processes on one database agree at once. Failed attempts are counted in the database for
// the same reason.
//
// Tables: auth_account, auth_grant, auth_session, auth_recovery, auth_attempt, auth_setup, auth_import.
package auth
