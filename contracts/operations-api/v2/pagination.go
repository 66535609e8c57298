package v2

// PaginationRequest asks for one page of a list.
type PaginationRequest struct {
	// Cursor is the `next` of the page before; the first page has none.
	Cursor string `query:"cursor" validate:"omitempty,max=200"`
	// PageSize is how many entries a page holds.
	PageSize int `query:"page_size" validate:"omitempty,min=1,max=100" default:"20"`
	// Sort is the field that orders the list.
	Sort string `query:"sort" validate:"omitempty,oneof=started_at type status" default:"started_at"`
	// Order is the direction.
	Order string `query:"order" validate:"omitempty,oneof=asc desc" default:"desc"`
}

// PaginationResponse says how to go on.
type PaginationResponse struct {
	// Next leads to the next page; the last page has none.
	Next string `json:"next,omitempty"`
	// PageSize is how many entries a page holds.
	PageSize int `json:"page_size"`
}
