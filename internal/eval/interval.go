package eval

import "math"

// Share is so many of so many.
type Share struct {
	Hits int `json:"hits"`
	Of   int `json:"of"`
}

func (s *Share) add(hit bool) {
	s.Of++
	if hit {
		s.Hits++
	}
}

// value is the share, 1 of nothing.
func (s Share) value() float64 {
	if s.Of == 0 {
		return 1
	}
	return float64(s.Hits) / float64(s.Of)
}

// Interval is the exact two-sided 95 % interval of Clopper and Pearson, "The use
// of confidence or fiducial limits illustrated in the case of the binomial"
// (1934). Of nothing it is all from 0 to 1.
func (s Share) Interval() (low, high float64) {
	const tail = 0.025
	k, n := float64(s.Hits), float64(s.Of)
	low, high = 0, 1
	if s.Hits > 0 {
		low = betaQuantile(tail, k, n-k+1)
	}
	if s.Hits < s.Of {
		high = betaQuantile(1-tail, k+1, n-k)
	}
	return low, high
}

// betaQuantile inverts betaCDF by halving.
func betaQuantile(p, a, b float64) float64 {
	low, high := 0.0, 1.0
	for range 60 {
		mid := (low + high) / 2
		if betaCDF(mid, a, b) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// betaCDF is the regularised incomplete beta function by its continued
// fraction, https://dlmf.nist.gov/8.17.E22.
func betaCDF(x, a, b float64) float64 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	if x > (a+1)/(a+b+2) {
		return 1 - betaCDF(1-x, b, a)
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	// Lentz's method.
	const tiny = 1e-300
	f, c, d := 1.0, 1.0, 0.0
	for i := range 500 {
		m := float64(i / 2)
		var num float64
		switch {
		case i == 0:
			num = 1
		case i%2 == 0:
			num = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		default:
			num = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		if d = 1 + num*d; math.Abs(d) < tiny {
			d = tiny
		}
		d = 1 / d
		if c = 1 + num/c; math.Abs(c) < tiny {
			c = tiny
		}
		f *= c * d
		if math.Abs(1-c*d) < 1e-14 {
			break
		}
	}
	return front * (f - 1)
}
