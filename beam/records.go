package beam

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/synthhub/synthhub"
)

// Records returns the records of a dataset, a collection of synthhub.Record, generated in parts; 0
// parts is for the number that a [Plan] has by default. The records may be kept and changed. They come in no
// particular order: Slot says where each belongs. Where a runner moves them between machines, they
// are encoded as text with the columns of the governed tables.
//
// The error is that of the settings or of the number of parts.
func Records(s sdk.Scope, settings synthhub.Settings, parts int) (sdk.PCollection, error) {
	settings = settings.Effective()
	parts, err := partsOf(settings, parts)
	if err != nil {
		return sdk.PCollection{}, fmt.Errorf("records: %w", err)
	}
	if _, err := synthhub.NewGenerator(settings); err != nil {
		return sdk.PCollection{}, fmt.Errorf("records: %w", err)
	}
	s = s.Scope("synthhub.Records")
	return sdk.ParDo(s, &recordsFn{Settings: settings, Parts: parts}, apart(s, numbers(s, parts))), nil
}

// numbers returns the numbers of the parts, from 1.
func numbers(s sdk.Scope, parts int) sdk.PCollection {
	list := make([]int, parts)
	for i := range list {
		list[i] = i + 1
	}
	return sdk.CreateList(s, list)
}

// recordsFn yields the records of one part.
type recordsFn struct {
	Settings synthhub.Settings
	Parts    int
	g        *synthhub.Generator
}

// Setup prepares the generator once for many parts.
func (fn *recordsFn) Setup() (err error) {
	fn.g, err = synthhub.NewGenerator(fn.Settings)
	return err
}

func (fn *recordsFn) ProcessElement(ctx context.Context, part int, emit func(synthhub.Record)) error {
	end := func(i int) int { return int(int64(i) * int64(fn.g.Len()) / int64(fn.Parts)) }
	for r := range fn.g.Range(end(part-1), end(part)) {
		if r.Slot%1024 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		own := *r
		own.Vehicles = slices.Clone(r.Vehicles) // Range uses their memory again
		emit(own)
	}
	return nil
}

// encodeRecord encodes a record as lines: slot and key, the person, the vehicles, the profile.
func encodeRecord(r synthhub.Record) []byte {
	b := fmt.Appendf(nil, "%d %d\n", r.Slot, r.Key)
	b = append(synthhub.PersonTable.AppendJSON(b, &r.Person), '\n')
	for i := range r.Vehicles {
		b = append(synthhub.VehicleTable.AppendJSON(b, &r.Vehicles[i]), '\n')
	}
	return synthhub.ProfileTable.AppendJSON(b, &r.Profile)
}

// decodeRecord decodes what encodeRecord has encoded.
func decodeRecord(b []byte) (r synthhub.Record, err error) {
	lines := strings.Split(string(b), "\n")
	if len(lines) < 3 {
		return r, errors.New("a record without rows")
	}
	last := len(lines) - 1
	slot, key, _ := strings.Cut(lines[0], " ")
	if r.Slot, err = strconv.Atoi(slot); err != nil {
		return r, err
	}
	if r.Key, err = strconv.ParseUint(key, 10, 64); err != nil {
		return r, err
	}
	r.Vehicles = make([]synthhub.Vehicle, last-2)
	for i := range r.Vehicles {
		if err := synthhub.VehicleTable.ParseJSON(&r.Vehicles[i], lines[2+i]); err != nil {
			return r, err
		}
	}
	return r, errors.Join(synthhub.PersonTable.ParseJSON(&r.Person, lines[1]), synthhub.ProfileTable.ParseJSON(&r.Profile, lines[last]))
}
