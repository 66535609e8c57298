package v1

// PaginationRequest asks for one page of a list.
type PaginationRequest struct {
	// Page counts from 1.
	Page int `query:"page" validate:"omitempty,min=1" default:"1"`
	// PageSize is how many entries a page holds.
	PageSize int `query:"page_size" validate:"omitempty,min=1,max=100" default:"20"`
	// Sort is the field that orders the list.
	Sort string `query:"sort" validate:"omitempty,oneof=started_at type status" default:"started_at"`
	// Order is the direction.
	Order string `query:"order" validate:"omitempty,oneof=asc desc" default:"desc"`
}

// PaginationResponse says which page of how many this is.
type PaginationResponse struct {
	// Page counts from 1.
	Page int `json:"page"`
	// PageSize is how many entries a page holds.
	PageSize int `json:"page_size"`
	// Total counts the entries of all pages.
	Total int `json:"total"`
	// TotalPages counts the pages.
	TotalPages int `json:"total_pages"`
}
