package v2

import "context"

// Operations starts, follows and cancels operations.
type Operations interface {
	// Start starts an operation and answers at once; follow it by its id.
	//
	// Only one operation of a type runs at a time: a second one is a conflict.
	//
	// POST /operations -> 202 OperationResponse, 400 Problem, 409 Problem, 429 Problem
	Start(ctx context.Context, request StartOperationRequest) (OperationResponse, error)

	// List returns the operations of the last ninety days.
	//
	// GET /operations -> 200 OperationListResponse, 400 Problem
	List(ctx context.Context, request ListOperationsRequest) (OperationListResponse, error)

	// Get returns one operation.
	//
	// GET /operations/{id} -> 200 OperationResponse, 404 Problem
	Get(ctx context.Context, id string) (OperationResponse, error)

	// Steps returns the parts of an operation, in order.
	//
	// GET /operations/{id}/steps -> 200 []OperationStep, 404 Problem
	Steps(ctx context.Context, id string) ([]OperationStep, error)

	// Cancel stops an operation after the step that it is in.
	//
	// POST /operations/{id}/cancel -> 202 OperationResponse, 404 Problem, 409 Problem
	Cancel(ctx context.Context, id string, request CancelOperationRequest) (OperationResponse, error)
}

// Licenses binds this installation to a licence.
type Licenses interface {
	// Status returns whether this installation may be used.
	//
	// GET /license -> 200 LicenseStatusResponse
	Status(ctx context.Context) (LicenseStatusResponse, error)

	// Activate binds a licence to this installation.
	//
	// POST /license/activate -> 200 LicenseStatusResponse, 400 Problem, 409 Problem
	Activate(ctx context.Context, request ActivateLicenseRequest) (LicenseStatusResponse, error)

	// Transfer moves the licence to another machine, twice a year at most.
	//
	// POST /license/transfer -> 200 LicenseStatusResponse, 400 Problem, 409 Problem, 429 Problem
	Transfer(ctx context.Context, request TransferLicenseRequest) (LicenseStatusResponse, error)
}
