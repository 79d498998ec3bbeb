// Package browser tests the pages of package report in Chromium: that they load nothing, are
// complete without JavaScript, work with the keyboard alone, fit every screen and paper, and can be
// read by everyone.
//
// The tests need Debian's chromium, and npm, with which they install axe-core into a temporary
// folder. They are skipped where one of the two is not installed, and fail there if the environment
// variable CI is true. If SYNTHHUB_PAGES names a folder, the pages stay there, to look at.
package browser
