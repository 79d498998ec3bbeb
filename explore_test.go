package synthhub

import ("testing";"sort";"fmt")

func TestExplore(t *testing.T) {
	for _, asOf := range []Date{{}, } {
		g := generator(t, Settings{Seed: 1, Records: 60000, AsOf: asOf, Vehicles: VehicleRange{1,4}})
		type st struct{ n int; sum, mil int; od []int }
		by := map[[2]int]*st{}
		titles := map[string]int{}
		dep := map[string][2]float64{}
		for r := range g.All() {
			for k := range r.Vehicles {
				v := &r.Vehicles[k]
				age := 2025 - v.ModelYear
				c := 0
				if v.GVWRClass >= 3 { c = 1 }
				if v.GVWRClass >= 7 { c = 2 }
				if v.LOBType == LineCommercial && c == 0 { c = 3 }
				if k>0 {c+=10}
				s := by[[2]int{c, age}]
				if s == nil { s = &st{}; by[[2]int{c, age}] = s }
				s.n++; s.sum += v.Odometer; s.mil += v.AnnualMileage; s.od = append(s.od, v.Odometer)
				titles[fmt.Sprint(v.TitleStatus)]++
				m := g.tables.model(v)
				if age == 5 && c == 0 {
					kk := fmt.Sprint(g.tables.Lines[m.Line].Loss, v.FuelType)
					x := dep[kk]; x[0]++; x[1] += 1 - float64(v.ValueUSD)/float64(m.Price); dep[kk] = x
				}
			}
		}
		for c := 0; c < 14; c++ {
			for _, a := range []int{-1,0,1,2,3,5,8,10,15,20,25,30,38} {
				s := by[[2]int{c,a}]
				if s == nil { continue }
				sort.Ints(s.od)
				t.Logf("c%d age %2d n=%d odo %d [%d %d %d] annual %d", c, a, s.n, s.sum/s.n, s.od[s.n/10], s.od[s.n/2], s.od[s.n*9/10], s.mil/s.n)
			}
		}
		t.Log(titles)
		for k, x := range dep { t.Logf("%s %.0f %.3f", k, x[0], x[1]/x[0]) }
	}
}
