package main

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// TestHost checks that the command on the page has the host of the request, and nothing else that a client sends.
func TestHost(t *testing.T) {
	t.Parallel()
	s, _, _ := start(t, nil)
	for _, c := range []struct{ host, want string }{
		{"localhost:9000", "localhost:9000"},
		{"data.example.com", "data.example.com"},
		{"127.0.0.1:80", "127.0.0.1:80"},
		{"[::1]:8080", "&#39;[::1]:8080&#39;"},
		{"", defaultAddress},
		{"a b", defaultAddress},
		{"-o/tmp/x", defaultAddress},
		{"a;id", defaultAddress},
		{"$(id)", defaultAddress},
		{"<script>", defaultAddress},
		{"a:port", defaultAddress},
		{"a\nb", defaultAddress},
		{strings.Repeat("a", 300), defaultAddress},
	} {
		t.Run(c.host, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), "GET", "/?records=3", nil)
			r.Host = c.host
			r.Header.Set("Accept", browser)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			_, rest, _ := strings.Cut(w.Body.String(), "<pre><code>curl --json ")
			command, _, _ := strings.Cut(rest, "</code>")
			if !strings.HasSuffix(command, " "+c.want+"/generate/bundle") {
				t.Errorf("the command ends in %s, want %s", command, c.want)
			}
		})
	}
}
