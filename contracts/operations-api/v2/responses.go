package v2

import "time"

// OperationStatus is the state of an operation. Readers treat a state they do not know like `running`.
type OperationStatus string

const (
	// StatusPending waits for its turn.
	StatusPending OperationStatus = "pending"
	// StatusRunning is being worked on.
	StatusRunning OperationStatus = "running"
	// StatusCompleted has done all of its work.
	StatusCompleted OperationStatus = "completed"
	// StatusFailed has stopped because of an error.
	StatusFailed OperationStatus = "failed"
	// StatusCancelled was stopped by somebody.
	StatusCancelled OperationStatus = "cancelled"
)

// OperationResponse is one operation with its progress.
type OperationResponse struct {
	// ID identifies the operation.
	ID string `json:"id" validate:"uuid"`
	// Type is the kind of work.
	Type string `json:"type"`
	// Status is the state that it is in.
	Status OperationStatus `json:"status"`
	// Percent is the share of the work that is done.
	Percent int `json:"percent" validate:"gte=0,lte=100"`
	// Steps lists all parts of the work, in order.
	Steps []OperationStep `json:"steps"`
	// StartedAt is when the work began.
	StartedAt time.Time `json:"started_at"`
	// EstimatedEnd is when the work will most likely end.
	EstimatedEnd *time.Time `json:"estimated_end,omitempty"`
	// CompletedAt is when the work ended, however it did.
	CompletedAt *time.Time `json:"completed_at,omitempty"`
}

// OperationStep is one part of the work.
type OperationStep struct {
	// Name is what the step is called.
	Name string `json:"name"`
	// Number counts the steps from 1.
	Number int `json:"number" validate:"min=1"`
	// Message says in words what is being done.
	Message string `json:"message,omitempty"`
	// Done says whether the step is over.
	Done bool `json:"done"`
}

// OperationSummary is an operation in a list.
type OperationSummary struct {
	// ID identifies the operation.
	ID string `json:"id" validate:"uuid"`
	// Type is the kind of work.
	Type string `json:"type"`
	// Status is the state that it is in.
	Status OperationStatus `json:"status"`
	// StartedAt is when the work began.
	StartedAt time.Time `json:"started_at"`
}

// OperationListResponse is one page of operations, the newest first.
type OperationListResponse struct {
	// Operations holds the operations of this page.
	Operations []OperationSummary `json:"operations"`
	PaginationResponse
}

// LicenseStatusResponse says whether this installation may be used.
type LicenseStatusResponse struct {
	// Valid says whether the licence holds today.
	Valid bool `json:"valid"`
	// ExpiresAt is when it ends.
	ExpiresAt time.Time `json:"expires_at"`
	// DaysLeft counts the whole days until then; 0 on the last one.
	DaysLeft int `json:"days_left" validate:"min=0"`
	// Features lists what the licence allows.
	Features []string `json:"features"`
}
