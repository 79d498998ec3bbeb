package validate

import (
	"context"
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// readMetadata reads the metadata and compares them with what their settings give.
func (f *folder) readMetadata(ctx context.Context) *synthhub.Metadata {
	m := &f.manifest
	name := snapshot.Metadata(m.Edition())
	file := f.files[name]
	if file == nil || file.unusable {
		return nil
	}
	text, err := readDocument(f.fs, name)
	if err != nil {
		f.found("file.readable", name, "", err.Error())
		return nil
	}
	var metadata synthhub.Metadata
	why, err := decodeDocument(text, &metadata, "  ")
	if err != nil {
		f.found("metadata.form", name, "", err.Error())
		return nil
	}
	if why != "" {
		f.found("metadata.form", name, "", why)
	}
	if is, must := jsonOf(m.Settings), jsonOf(metadata.Settings); is != must {
		f.found("manifest.derived", snapshot.ManifestName(m.Edition()), "", "its settings are not those of the metadata: "+differs([]byte(is), []byte(must)))
	}
	if err := f.plausible(metadata.Settings); err != nil {
		f.found("metadata.derived", name, "", err.Error())
		return &metadata
	}
	g, err := synthhub.NewGenerator(metadata.Settings)
	if err != nil {
		f.found("metadata.derived", name, "", err.Error())
		return &metadata
	}
	want, err := g.Metadata(ctx)
	if err != nil {
		return &metadata // the context has ended, which whoever reads rows reports
	}
	must, err := encodeDocument(&want, "  ")
	if err != nil {
		f.found("metadata.derived", name, "", err.Error())
	} else if why := differs(text, must); why != "" {
		f.found("metadata.derived", name, "", why)
	}
	return &metadata
}

// plausible refuses settings of more records than the files can hold: to count the
// vehicles of those would take time that nobody limits.
func (f *folder) plausible(s synthhub.Settings) error {
	var bytes int64
	for _, file := range f.manifest.Files {
		bytes += max(file.Bytes, 0) / 64
	}
	if int64(s.Effective().Records) > bytes+1000 && f.manifest.Part == 0 {
		return fmt.Errorf("the settings ask for %d records, which the files cannot hold", s.Effective().Records)
	}
	return nil
}

func jsonOf(s synthhub.Settings) string {
	text, err := s.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(text)
}
