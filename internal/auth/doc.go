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
// There are other ways in than a password, none of which makes an account or a right: a passkey whose device
// verifies its user, the single sign-on that the operator named, and a PIN on a machine that several people
// share under their own names. Such a machine locks when nobody uses it. A browser may be remembered so that
// it is asked for the second factor less often; which roles need one the province decides ([SetPolicy]).
//
// Accounts of a unit may be kept by somebody of that unit ([AccountKeeper]), who gives out no role above
// their own. Passwords that are handed out are printed on slips, once, and run out. Imports of accounts are
// written by a job in batches that count themselves.
//
// Nothing about rights is kept in memory: every request reads its session, account and grants in one query,
// so that several processes on one database agree at once. Failed attempts are counted in the database for
// the same reason.
//
// Tables: auth_account, auth_grant, auth_session, auth_recovery, auth_attempt, auth_setup, auth_import, auth_slip,
// auth_policy, auth_device, auth_machine, auth_machine_name, auth_passkey, auth_identity, auth_link_code, auth_spent.
package auth
