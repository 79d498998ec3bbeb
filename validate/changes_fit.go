package validate

import "context"

func (f *changesFolder) fits(ctx context.Context) error { return nil }
