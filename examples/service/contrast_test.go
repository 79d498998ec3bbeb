package main

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// TestContrast checks that text and edges have enough contrast with their background, in both themes.
func TestContrast(t *testing.T) {
	t.Parallel()
	css, err := os.ReadFile("page/page.css")
	if err != nil {
		t.Fatal(err)
	}
	themes := regexp.MustCompile(`:root\{([^}]*)\}`).FindAllStringSubmatch(string(css), -1)
	if len(themes) != 2 {
		t.Fatalf("%d themes, want light and dark", len(themes))
	}
	for i, name := range []string{"light", "dark"} {
		colors := map[string]string{}
		for _, c := range regexp.MustCompile(`--([a-z-]+):#([0-9a-f]{6})`).FindAllStringSubmatch(themes[i][1], -1) {
			colors[c[1]] = c[2]
		}
		for _, c := range []struct {
			front, back string
			least       float64 // of WCAG 2: 4.5 for text, 3 for edges
		}{
			{"text", "page", 4.5}, {"text", "surface", 4.5}, {"muted", "page", 4.5}, {"muted", "surface", 4.5},
			{"accent", "surface", 4.5}, {"on-accent", "accent", 4.5}, {"bad", "surface", 4.5}, {"bad", "on-bad", 4.5},
			{"edge", "surface", 3}, {"accent", "page", 3},
		} {
			if got := contrast(t, colors[c.front], colors[c.back]); got < c.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", name, c.front, c.back, got, c.least)
			}
		}
	}
}

// contrast returns the contrast of two colors by WCAG 2, from 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance returns the relative luminance of a color by WCAG 2.
func luminance(t *testing.T, color string) (sum float64) {
	t.Helper()
	n, err := strconv.ParseUint(color, 16, 24)
	if err != nil {
		t.Fatalf("color %q: %v", color, err)
	}
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		c := float64(n>>(8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
