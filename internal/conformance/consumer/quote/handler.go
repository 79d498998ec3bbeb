// Package quote is a small HTTP service on top of synthhub: it prices a record, and streams
// the persons of any dataset.
package quote

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// maxBody is the maximum size of a record in bytes.
const maxBody = 1 << 20

// A Problem is one thing that is wrong with a request.
type Problem struct {
	Where string `json:"where"`           // a query parameter, or the code of a rule
	Value string `json:"value,omitempty"` // the wrong value
	Why   string `json:"why"`
}

// A Quote is the price of a year.
type Quote struct {
	PersonID string `json:"person_id"`
	Rating   string `json:"risk_rating"`
	Cents    int    `json:"premium_cents"`
}

type service struct {
	log  *slog.Logger
	asOf schema.Date
}

// NewHandler returns the service. Records are judged as of the given day.
func NewHandler(log *slog.Logger, asOf schema.Date) http.Handler {
	s := &service{log, asOf}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /quotes", s.quote)
	mux.HandleFunc("GET /persons", s.persons)
	return mux
}

// quote prices the record in the body.
func (s *service) quote(w http.ResponseWriter, req *http.Request) {
	var r synthhub.Record
	d := json.NewDecoder(http.MaxBytesReader(w, req.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		s.refuse(w, http.StatusBadRequest, Problem{Where: "body", Why: err.Error()})
		return
	}
	if violations := validate.Record(&r, s.asOf); len(violations) > 0 {
		problems := make([]Problem, len(violations))
		for i, v := range violations {
			problems[i] = Problem{v.Code(), v.Value, v.Breach()}
		}
		s.refuse(w, http.StatusUnprocessableEntity, problems...)
		return
	}
	q := price(&r, s.asOf)
	s.log.InfoContext(req.Context(), "quote", "record", &r, "cents", q.Cents)
	writeJSON(w, http.StatusOK, q)
}

// price returns the quote of a valid record. It adds a base price, the risk and the value of
// each vehicle.
func price(r *synthhub.Record, asOf schema.Date) Quote {
	cents := 0
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		cents += 300_00 + synthhub.Risk(&r.Person, v, asOf).Total*12_00 + v.ValueUSD
	}
	if r.Profile.LOBType == synthhub.LineCommercial {
		cents += cents / 4
	}
	return Quote{r.Person.ID.String(), r.Profile.RiskRating.String(), cents}
}

func (s *service) refuse(w http.ResponseWriter, status int, problems ...Problem) {
	s.log.Warn("refused", "status", status, "problems", len(problems))
	writeJSON(w, status, map[string][]Problem{"problems": problems})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) // an error means that the client has closed the connection
}
