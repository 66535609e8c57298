package v2

// Problem is an error as RFC 7807 describes it, sent as `application/problem+json`.
type Problem struct {
	// Type is one of the problem types below.
	Type ProblemType `json:"type"`
	// Title says in a few words what went wrong. It is the same for every problem of a type.
	Title string `json:"title"`
	// Status is the status of the answer.
	Status int `json:"status" validate:"min=400,max=599"`
	// Detail says what went wrong this time.
	Detail string `json:"detail,omitempty"`
	// Instance is the path of the request.
	Instance string `json:"instance,omitempty"`
	// Trace leads to the logs of the request. Name it when you ask for help.
	Trace string `json:"trace_id,omitempty"`
	// Errors says for each field what is wrong with it, where a request is not valid.
	Errors map[string]string `json:"errors,omitempty"`
}

// ProblemType is a stable word for what went wrong.
type ProblemType string

const (
	// ProblemValidationFailed comes with status 400: the request is not valid.
	ProblemValidationFailed ProblemType = "validation_failed"
	// ProblemNotFound comes with status 404: there is nothing of this id.
	ProblemNotFound ProblemType = "not_found"
	// ProblemConflict comes with status 409: the state does not allow it.
	ProblemConflict ProblemType = "conflict"
	// ProblemRateLimitExceeded comes with status 429: wait as long as `Retry-After` says.
	ProblemRateLimitExceeded ProblemType = "rate_limit_exceeded"
	// ProblemInternalError comes with status 500: it is our fault.
	ProblemInternalError ProblemType = "internal_error"
)
