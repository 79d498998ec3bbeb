package conformance

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/integrate"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

// What a model of accidents sees of a driver.
const (
	constant   = iota
	violations // 1 for those with any
	man
	milesLog
	firstBand // of ages: the coefficients are against those from 35 to 54
	ageBands  = 5
	features  = firstBand + ageBands
)

// bandsFrom holds the first ages of the bands. That from 35 has no coefficient.
var bandsFrom = [...]int{16, 20, 25, 35, 55, 70}

// A study is the drivers of the personal line of a dataset.
type study struct {
	x *mat.Dense // a row of features for each driver
	y []float64  // 1 for those with an accident
}

// newStudy reads the drivers of a dataset on a day.
func newStudy(t *testing.T, seed uint64, records int, day synthhub.Date) study {
	t.Helper()
	g := synthtest.Generator(t, synthhub.Settings{Records: records, Seed: seed, AsOf: day, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}, CommercialShare: synthhub.NoCommercial})
	var x, y []float64
	for r := range g.All() {
		row := [features]float64{constant: 1, violations: min(float64(r.Person.Violations3Yr), 1)}
		if r.Person.Gender == synthhub.GenderMale {
			row[man] = 1
		}
		miles := 0
		for k := range r.Vehicles {
			miles += r.Vehicles[k].AnnualMileage
		}
		row[milesLog] = math.Log(float64(miles) / 10_000)
		band := 0
		for band+1 < len(bandsFrom) && r.Profile.Age >= bandsFrom[band+1] {
			band++
		}
		if band < 3 {
			row[firstBand+band] = 1
		} else if band > 3 {
			row[firstBand+band-1] = 1
		}
		x, y = append(x, row[:]...), append(y, min(float64(r.Person.Accidents3Yr), 1))
	}
	return study{mat.NewDense(len(y), features, x), y}
}

// columns returns the drivers with some of the features.
func (s study) columns(columns ...int) study {
	x := mat.NewDense(len(s.y), len(columns), nil)
	for i, c := range columns {
		x.SetCol(i, mat.Col(nil, c, s.x))
	}
	return study{x, s.y}
}

// predict returns the chance of an accident for each driver.
func (s study) predict(beta *mat.VecDense) []float64 {
	p := mat.NewVecDense(len(s.y), nil)
	p.MulVec(s.x, beta)
	for i, v := range p.RawVector().Data {
		p.SetVec(i, 1/(1+math.Exp(-v)))
	}
	return p.RawVector().Data
}

// fit returns the coefficients of a logistic regression and their standard errors, by Newton's
// method.
func (s study) fit(t *testing.T) (beta *mat.VecDense, errors []float64) {
	t.Helper()
	n, k := s.x.Dims()
	beta = mat.NewVecDense(k, nil)
	weighted, gradient, step := mat.NewDense(n, k, nil), mat.NewVecDense(k, nil), mat.NewVecDense(k, nil)
	var information mat.Dense
	var inverse mat.SymDense
	for range 25 {
		p := s.predict(beta)
		residuals := mat.NewVecDense(n, nil)
		for i, p := range p {
			residuals.SetVec(i, s.y[i]-p)
			for j, v := range s.x.RawRowView(i) {
				weighted.Set(i, j, p*(1-p)*v)
			}
		}
		gradient.MulVec(s.x.T(), residuals)
		information.Mul(s.x.T(), weighted)
		var c mat.Cholesky
		if !c.Factorize(symmetric(&information)) {
			t.Fatal("the features depend on each other")
		}
		if err := c.SolveVecTo(step, gradient); err != nil {
			t.Fatal(err)
		}
		beta.AddVec(beta, step)
		if mat.Norm(step, 2) < 1e-9 {
			if err := c.InverseTo(&inverse); err != nil {
				t.Fatal(err)
			}
			for j := range k {
				errors = append(errors, math.Sqrt(inverse.At(j, j)))
			}
			return beta, errors
		}
	}
	t.Fatal("Newton's method does not end")
	return nil, nil
}

func symmetric(a *mat.Dense) *mat.SymDense {
	n, _ := a.Dims()
	s := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			s.SetSym(i, j, a.At(i, j))
		}
	}
	return s
}

// score returns the mean of the negative logarithm of the chance of what happened, and the area
// under the curve of the receiver: the chance that of two drivers, one with an accident, this one
// has the higher prediction.
func (s study) score(p []float64) (logLoss, area float64) {
	for i, p := range p {
		logLoss -= (s.y[i]*math.Log(p) + (1-s.y[i])*math.Log(1-p)) / float64(len(s.y))
	}
	p = slices.Clone(p)
	classes := make([]bool, len(s.y))
	for i, y := range s.y {
		classes[i] = y > 0
	}
	stat.SortWeightedLabeled(p, classes, nil)
	hits, alarms, _ := stat.ROC(nil, p, classes, nil)
	return logLoss, integrate.Trapezoidal(alarms, hits)
}

// TestAccidentModel: a regression of accidents finds what the dataset promises, and a model of one
// dataset predicts the accidents of another better than age alone.
func TestAccidentModel(t *testing.T) {
	t.Parallel()
	records := 200_000
	if testing.Short() {
		records = 60_000
	}
	for _, day := range []synthhub.Date{schema.NewDate(2015, 1, 1), schema.NewDate(2025, 11, 1), schema.NewDate(2027, 12, 31)} {
		t.Run(day.String(), func(t *testing.T) {
			learned, other := newStudy(t, 1, records, day), newStudy(t, 2, records, day)
			beta, errors := learned.fit(t)
			wantCoefficients(t, beta, errors)
			byAge := []int{constant, firstBand, firstBand + 1, firstBand + 2, firstBand + 3, firstBand + 4}
			onlyAge, _ := learned.columns(byAge...).fit(t)
			lossOfAge, areaOfAge := other.score(other.columns(byAge...).predict(onlyAge))
			loss, area := other.score(other.predict(beta))
			t.Logf("on another dataset: loss %.5f and area %.4f, by age alone %.5f and %.4f", loss, area, lossOfAge, areaOfAge)
			if loss > lossOfAge-0.001 || area < areaOfAge+0.01 {
				t.Errorf("loss %.5f and area %.4f, by age alone %.5f and %.4f: not better", loss, area, lossOfAge, areaOfAge)
			}
		})
	}
}

// wantCoefficients wants the logarithms of the odds to lie in ranges, widened by three errors.
func wantCoefficients(t *testing.T, beta *mat.VecDense, errors []float64) {
	t.Helper()
	for _, c := range []struct {
		name      string
		feature   int
		low, high float64
	}{
		{"violations", violations, 0.55, 0.85},
		{"men, for equal violations and miles", man, -0.15, 0.1},
		{"miles, for each e-fold", milesLog, 0.08, 0.3},
		{"from 16 against from 35", firstBand, 0.9, 1.6},
		{"from 20", firstBand + 1, 0.5, 1},
		{"from 25", firstBand + 2, 0.1, 0.5},
		{"from 55", firstBand + 3, -0.5, 0},
		{"from 70", firstBand + 4, -0.1, 0.5},
	} {
		got, slack := beta.AtVec(c.feature), 3*errors[c.feature]
		t.Logf("%s: %.3f, error %.3f", c.name, got, errors[c.feature])
		if got < c.low-slack || got > c.high+slack {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.name, got, c.low, c.high)
		}
	}
	for _, f := range []int{violations, milesLog} {
		if beta.AtVec(f) < 3*errors[f] {
			t.Errorf("feature %d: %.3f is no more than chance, the error is %.3f", f, beta.AtVec(f), errors[f])
		}
	}
}
