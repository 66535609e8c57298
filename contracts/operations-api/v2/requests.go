package v2

// StartOperationRequest says what is to be done.
type StartOperationRequest struct {
	// Type is the kind of work.
	Type string `json:"type" validate:"required,oneof=scraping processing export"`
	// DateRange narrows the work to some days. Without it, everything since the beginning is worked on.
	DateRange *DateRange `json:"date_range,omitempty"`
	// Priority lets urgent work go first.
	Priority int `json:"priority,omitempty" validate:"omitempty,min=0,max=9" default:"5"`
	// CallbackURL is told when the operation has ended: it receives the OperationResponse by POST.
	CallbackURL string `json:"callback_url,omitempty" validate:"omitempty,url"`
	// Note is shown beside the operation.
	Note string `json:"note,omitempty" validate:"omitempty,max=200"`
}

// CancelOperationRequest says why an operation is stopped.
type CancelOperationRequest struct {
	// Reason is kept with the operation.
	Reason string `json:"reason,omitempty" validate:"omitempty,max=500"`
}

// ListOperationsRequest narrows and orders the list of operations.
type ListOperationsRequest struct {
	PaginationRequest
	// Status leaves only operations in this state.
	Status OperationStatus `query:"status"`
	// Type leaves only operations of this kind.
	Type string `query:"type" validate:"omitempty,oneof=scraping processing export"`
}

// ActivateLicenseRequest binds a licence to this installation.
type ActivateLicenseRequest struct {
	// Key is the licence key, without dashes.
	Key string `json:"key" validate:"required,len=20,alphanum"`
}

// TransferLicenseRequest moves the licence to another machine.
type TransferLicenseRequest struct {
	// NewHardwareID identifies the machine that takes it over.
	NewHardwareID string `json:"new_hardware_id" validate:"required,min=8,max=64"`
}

// DateRange is a span of days, both ends included.
type DateRange struct {
	// From is the first day.
	From string `json:"from" validate:"required,datetime=2006-01-02"`
	// To is the last day. It does not come before From.
	To string `json:"to" validate:"required,datetime=2006-01-02,gtefield=From"`
}
