package synthhub

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/schema"
)

// Metadata says what a dataset is: enough to generate it again. It holds nothing of the time
// and place of the run.
type Metadata struct {
	DatasetVersion      string            `json:"dataset_version"`
	GeneratedAt         string            `json:"generated_at"` // not the time of the run: midnight UTC of AsOfDate, RFC 3339
	AsOfDate            Date              `json:"as_of_date"`
	RecordCountPersons  int               `json:"record_count_persons"`
	RecordCountVehicles int               `json:"record_count_vehicles"`
	RecordCountProfiles int               `json:"record_count_profiles"`
	Settings            Settings          `json:"settings"`
	SettingsDigest      string            `json:"settings_digest"` // sha256: and the digest of the settings' JSON
	TableDigests        map[string]string `json:"table_digests"`   // of each table's description, by name
	Contact             Contact           `json:"contact"`
	Notes               []string          `json:"notes"`
}

// Count returns the number of rows of a governed table by its name, 0 for any other.
func (m Metadata) Count(table string) int {
	return map[string]int{"persons": m.RecordCountPersons, "vehicles": m.RecordCountVehicles, "profiles": m.RecordCountProfiles}[table]
}

// notes are what every receiver of a dataset should know.
var notes = []string{
	"Synthetic data: no production data went in, and no row describes a real person, vehicle or business.",
	"Reproducible: the dataset version and the settings decide every byte.",
	"The risk score and rating are labels to route test cases; they are not actuarial and must not be used to rate anybody.",
	"Formats are real, so a license number, a plate or an address line may exist by chance; see the governance notes of the library.",
}

// Metadata says what the dataset is. With a range of vehicles the first call counts them
// all, a few nanoseconds a record, and stops with the context.
func (g *Generator) Metadata(ctx context.Context) (Metadata, error) {
	if m := g.metadata.Load(); m != nil {
		return m.clone(), nil
	}
	vehicles, err := g.countVehicles(ctx)
	if err != nil {
		return Metadata{}, err
	}
	m := g.newMetadata(vehicles)
	g.metadata.Store(&m) // others may do the same at the same time
	return m.clone(), nil
}

// clone returns a copy that shares no slice or map.
func (m Metadata) clone() Metadata {
	m.Settings, m.TableDigests, m.Notes = m.Settings.clone(), maps.Clone(m.TableDigests), slices.Clone(m.Notes)
	return m
}

func (g *Generator) newMetadata(vehicles int) Metadata {
	s := g.settings
	m := Metadata{
		DatasetVersion:      s.Version,
		GeneratedAt:         s.AsOf.String() + "T00:00:00Z",
		AsOfDate:            s.AsOf,
		RecordCountPersons:  s.Records,
		RecordCountVehicles: vehicles,
		RecordCountProfiles: s.Records,
		TableDigests:        maps.Clone(tableDigests()),
		Contact:             s.Contact,
		Notes:               slices.Clone(notes),
	}
	m.Settings = s
	m.Settings.Workers = 0
	settings, err := json.Marshal(s)
	if err != nil {
		panic(err) // plain values cannot fail to marshal
	}
	sum := sha256.Sum256(settings)
	m.SettingsDigest = "sha256:" + hex.EncodeToString(sum[:])
	return m
}

// tableDigests returns the digests of the governed tables. They are computed once: that takes
// longer than to generate a thousand records.
var tableDigests = sync.OnceValue(func() map[string]string {
	digests := make(map[string]string)
	for _, e := range Entities() {
		digests[e.Table().Name()] = schema.Digest(e.Table())
	}
	return digests
})

// countVehicles adds up the vehicles of all records, in parallel.
func (g *Generator) countVehicles(ctx context.Context) (int, error) {
	v := g.settings.Vehicles
	if v.Min == v.Max {
		return v.Min * g.Len(), nil
	}
	const part = 1 << 16
	var total atomic.Int64
	err := pipe.Each(ctx, g.settings.workers(), (g.Len()+part-1)/part, func(c int) error {
		n := 0
		for i := c * part; i < min(g.Len(), (c+1)*part); i++ {
			n += g.VehicleCount(i)
		}
		total.Add(int64(n))
		return nil
	})
	return int(total.Load()), err
}
