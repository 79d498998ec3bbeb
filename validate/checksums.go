package validate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/pipe"
)

// All files are hashed before any row is read. So files with rows are read twice, but the second time
// from the cache of the system, and much is known before the first row: whether a file can be read to
// its end, and how many lines it has. If no rows are read from the JSON document, it is hashed at the
// same time as the rows of the other files are read.

// A hashJob is some files that one goroutine hashes one after the other: those of one table in
// one format, or a single file.
type hashJob struct {
	files []*listedFile
	also  []io.Writer // get the bytes of all files too, so that each is read once; they never fail
	errs  []error     // by file
}

// hashFiles computes the SHA-256 of every file, and what else must be known of them
// before rows are read, on several goroutines.
func (f *folder) hashFiles(ctx context.Context, jobs []*hashJob) error {
	if err := f.runJobs(ctx, jobs); err != nil {
		return err
	}
	f.compareHashes(jobs)
	return nil
}

// runJobs hashes the files of the jobs.
func (f *folder) runJobs(ctx context.Context, jobs []*hashJob) error {
	return pipe.Each(ctx, f.check.workers, len(jobs), func(i int) error {
		job := jobs[i]
		for _, file := range job.files {
			var err error
			if !file.unusable {
				err = f.hashFile(ctx, job, file)
			}
			job.errs = append(job.errs, err)
		}
		return pipe.Err(ctx)
	})
}

// compareHashes compares the SHA-256 of files with the manifest.
func (f *folder) compareHashes(jobs []*hashJob) {
	for _, job := range jobs {
		for i, file := range job.files {
			switch {
			case file.unusable:
			case job.errs[i] != nil:
				f.found(ruleFileReadable, file.Path, "", job.errs[i].Error())
			case file.sha256 != file.SHA256:
				f.found(ruleFileSHA256, file.Path, file.sha256, "the manifest says "+visible(file.SHA256))
			default:
				f.compareContent(file)
			}
		}
	}
}

// errGrows is returned for a file that is longer than it was when the folder was listed: what writes
// to it may never end.
var errGrows = errors.New("the file grows while it is read")

// hashFile reads a file to its end, hashes it and counts the lines of its content. A last line
// without a line feed counts too.
func (f *folder) hashFile(ctx context.Context, job *hashJob, file *listedFile) error {
	in, err := f.fs.Open(file.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	raw := &rawReader{ctx: ctx, in: in, hash: sha256.New(), left: file.size}
	content, writers := io.Reader(raw), job.also
	compressed := newContentHash(file)
	if compressed != nil {
		if content, err = uncompressed(raw); err != nil {
			file.sha256 = raw.sum()
			return err
		}
		writers = append([]io.Writer{compressed}, writers...)
	}
	if err := file.readLines(content, intake.BufferSize(file.size), writers); err != nil {
		return err
	}
	file.sha256 = raw.sum()
	file.setContent(compressed)
	return nil
}

// readLines writes the content of a file to all writers, and counts its lines.
func (file *listedFile) readLines(content io.Reader, size int, writers []io.Writer) error {
	buf := make([]byte, size)
	last := byte('\n')
	for {
		n, err := content.Read(buf)
		if n > 0 {
			for _, w := range writers {
				if _, err := w.Write(buf[:n]); err != nil {
					return err
				}
			}
			file.lines += bytes.Count(buf[:n], []byte{'\n'})
			last = buf[n-1]
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if last != '\n' {
		file.lines++
	}
	return nil
}

// A rawReader reads and hashes a file as it is, while its context lasts.
type rawReader struct {
	ctx  context.Context
	in   io.Reader
	hash hash.Hash
	left int64 // bytes that the file may still have
}

// Read implements [io.Reader].
func (r *rawReader) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, pipe.Err(r.ctx)
	}
	n, err := r.in.Read(p)
	if r.left -= int64(n); r.left < 0 {
		return 0, errGrows
	}
	r.hash.Write(p[:n])
	return n, err
}

func (r *rawReader) sum() string { return hex.EncodeToString(r.hash.Sum(nil)) }

// remainingJobs adds a job for each listed file that has none yet, but not for the document if that has
// one of its own.
func (f *folder) remainingJobs(jobs []*hashJob, document *documentJob) []*hashJob {
	done := make(map[*listedFile]bool)
	if document != nil {
		done[document.files[0]] = true
	}
	for _, job := range jobs {
		for _, one := range job.files {
			done[one] = true
		}
	}
	for _, listed := range f.manifest.Files {
		if one := f.files[listed.Path]; one != nil && !done[one] && !f.unasked(&one.ManifestFile) {
			jobs = append(jobs, &hashJob{files: []*listedFile{one}})
			done[one] = true
		}
	}
	return jobs
}

// sums returns the SHA-256 of the content of a file, and that which the settings give. The bytes of
// a compressed file depend on the compressor too.
func (file *listedFile) sums(generated *export.ManifestFile) (is, must string) {
	if file.Content != nil && generated.Content != nil {
		return file.contentSHA256, generated.Content.SHA256
	}
	return file.sha256, generated.SHA256
}
