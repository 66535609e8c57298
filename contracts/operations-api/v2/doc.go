// Package v2 is the contract of the operations API: it starts, follows and cancels the long-running operations of the
// data platform, and manages the licence of an installation.
//
// Title: Operations API
// Version: 2.1.0
// Status: active
// Owner: Team Data Platform
// Released: 2026-09-21
// Support: https://platform.example.com/support
// Tags: operations, licences
// Base path: /v2
//
// Every request carries an `Authorization: Bearer` header with a token of the platform. Times are RFC 3339 in UTC.
// Every error is a problem of RFC 7807, sent as `application/problem+json`. Lists come in pages.
//
// New fields may come at any time: readers pass over what they do not know. What breaks readers comes in a new package
// beside this one, and both are answered while readers move.
package v2
