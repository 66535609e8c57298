// Package v1 starts jobs.
//
// Title: Jobs
// Version: 1.2.0
// Status: active
// Owner: Team Jobs
// Support: https://example.com/help
// Tags: jobs, work
// Base path: /v1
package v1

import "time"

// State is where a job stands.
type State string

const (
	// StateOpen waits.
	StateOpen State = "open"
	StateDone State = "done"
)

// StartRequest starts a job.
//
// Deprecated: use Begin.
type StartRequest struct {
	// Kind is what to do.
	Kind  string            `json:"kind" validate:"required,oneof=a b c" example:"a"`
	Count int               `json:"count,omitempty" validate:"omitempty,min=0,max=9" default:"5"`
	Tags  []string          `json:"tags" validate:"max=3,dive,required"`
	Extra map[string]any    `json:"extra"`
	Next  *StartRequest     `json:"next,omitempty"`
}

// Job is a job.
type Job struct {
	Base
	State State      `json:"state"`
	Until *time.Time `json:"until"`
	Size  int64      `json:"size,string"`
	skip  int
}

// Base is what all have.
type Base struct {
	ID string `json:"id" validate:"required,uuid"`
}

// Page holds some.
type Page[T any] struct {
	Items []T `json:"items"`
}

// Jobs runs jobs.
type Jobs interface {
	// Start starts one.
	//
	// POST /jobs -> 202 Job, 400 Problem
	Start(request StartRequest) (Job, error)
	// GET /jobs/{id} -> 200 Page[Job]
	Get(id string) (Page[Job], error)
}
