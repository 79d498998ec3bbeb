package validate

import (
	"context"
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// readMetadata reads the metadata and compares them with the manifest and with what their
// settings give. It returns nil if they cannot be read.
func (f *folder) readMetadata(ctx context.Context) *synthhub.Metadata {
	m := &f.manifest
	name := snapshot.Metadata(m.Edition())
	text, ok := f.readListed(name)
	if !ok {
		return nil
	}
	var metadata synthhub.Metadata
	why, err := decodeDocument(text, &metadata)
	if err != nil {
		f.found(ruleMetadataForm, name, "", err.Error())
		return nil
	}
	if why != "" {
		f.found(ruleMetadataForm, name, "", why)
	}
	if is, must := jsonOf(m.Settings), jsonOf(metadata.Settings); is != must {
		f.found(ruleManifestDerived, snapshot.ManifestName(m.Edition()), "", "its settings are not those of the metadata: "+difference([]byte(is), []byte(must)))
	}
	if why := f.compareMetadata(ctx, text, metadata.Settings); why != "" {
		f.found(ruleMetadataDerived, name, "", why)
	}
	return &metadata
}

// compareMetadata says how the text of the metadata is not what the settings give, or why the
// settings give none; "" if all is well.
func (f *folder) compareMetadata(ctx context.Context, text []byte, s synthhub.Settings) string {
	err := f.plausible(s)
	if err == nil {
		f.dataset, err = synthhub.NewGenerator(s)
	}
	if err != nil {
		f.without = err.Error()
		return f.without
	}
	want, err := f.dataset.Metadata(ctx)
	if err != nil {
		return "" // the context has ended, which reading the rows will report
	}
	must, err := snapshot.EncodeDocument(&want, true)
	if err != nil {
		return err.Error()
	}
	return difference(text, must)
}

// plausible refuses settings of more records than the files can hold, as they are: to generate them
// would take a time that the size of the folder does not bound. Of a part of a large dataset, only
// its own records count. Metadata counts the vehicles of all of them, but where persons have
// different numbers of vehicles, the plates suffice for less than a second's work.
func (f *folder) plausible(s synthhub.Settings) error {
	const shortestRow = 64 // bytes
	var rows int64
	for _, file := range f.files {
		rows += file.contentLimit() / shortestRow
	}
	if lo, hi := f.checked(s.Effective().Records); int64(hi-lo) > rows+1000 {
		return fmt.Errorf("the settings ask for %d records, which the files cannot hold", hi-lo)
	}
	return nil
}

// records returns the range of the records of a dataset that the snapshot has: those of its part, or
// all if what the manifest says of a part is wrong.
func (f *folder) records(all int) (lo, hi int) {
	m := &f.manifest
	if all < 0 || m.Part < 1 || m.Part > m.Parts || m.Parts > snapshot.MaxParts {
		return 0, all
	}
	return snapshot.PartRange(all, m.Part, m.Parts)
}

func jsonOf(s synthhub.Settings) string {
	text, err := s.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(text)
}
