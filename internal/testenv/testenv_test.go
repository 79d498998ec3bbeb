package testenv

import "testing"

func TestScale(t *testing.T) {
	for value, long := range map[string]bool{"": false, "0": false, "1": !testing.Short()} {
		t.Run("SYNTHHUB_LONG="+value, func(t *testing.T) {
			t.Setenv("SYNTHHUB_LONG", value)
			if got := Scale(2, 3); (got == 3) != long {
				t.Errorf("Scale(2, 3) = %d, want the long size: %t", got, long)
			}
		})
	}
}
