package intake

import (
	"strings"
	"testing"
)

// TestCheckExtent: what a document has too much of is found before it is decoded.
func TestCheckExtent(t *testing.T) {
	t.Parallel()
	many := func(element string, n int) string { return strings.Repeat(element+",", n-1) + element }
	spaces := strings.Repeat(" ", fileBytes)
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"an object", `{"a":[1,{"b":"}"}],"c":"\"]"}`, ""},
		{"a few elements", `{"files":[` + many("{}", manyElements) + "]}", ""},
		{"many elements", `{"files":[` + many("{}", manyElements+2) + "]}", "line 1, byte 10: more than 1000 elements, which are too short"},
		{"many elements that are long", `{"files":[` + many("{"+spaces+"}", 3*manyElements) + "]}", ""},
		{"many members of the document", "{" + many(`"a":`+spaces+"1", manyElements+2) + "}", "line 1, byte 1: more than 1000 elements"},
		{"many members of an element", `{"a":[{` + many(`"a":`+spaces+"1", manyElements+2) + "}]}", "line 1, byte 7: more than 1000 elements"},
		{"many elements far inside", `{"a":[{"b":[` + many("1", manyElements+2) + "]}]}", "line 1, byte 12: more than 1000 elements, which are too short"},
		{"many elements far inside that are long", `{"a":[{"b":[` + many("          12", 5*manyElements) + "]}]}", ""},
		{"a long member", `{"files":"","a":"` + strings.Repeat("x", maxMember) + `"}`, "line 1, byte 13: a member of more than 1048576 bytes"},
		{"a long member in the end", `{"a":1,"filesx":"` + strings.Repeat("x", maxMember) + `"}`, "a member of more than"},
		{"long files", `{"files":["` + strings.Repeat("x", maxMember) + `"]}`, ""},
		{"long tables", `{"tables":["` + strings.Repeat("x", maxMember) + `"]}`, ""},
		{"tables of another name", `{"tablesx":["` + strings.Repeat("x", maxMember) + `"]}`, "a member of more than"},
		{"files of another case", `{"Files":["` + strings.Repeat("x", maxMember) + `"]}`, "a member of more than"},
		{"deep", strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth), ""},
		{"too deep", strings.Repeat("[", maxDepth+1), "line 1, byte 17: more than 16 levels of nesting"},
		{"a bracket too much", "[]]", "line 1, byte 3: a bracket that nothing opens"},
		{"an open bracket", "[", "the text ends too early"},
		{"an open quote", `"[`, "the text ends too early"},
		{"a NUL byte", "[\x00]", "line 1, byte 2: a NUL byte"},
		{"not UTF-8", "[\"\xff\"]", "the text is not valid UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckExtent([]byte(tt.text))
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("the error is %v, want %q", err, tt.want)
			}
		})
	}
}
