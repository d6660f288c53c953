package main

import "math"

// agreement compares found clusters with true classes.
type agreement struct {
	classes, clusters int
	// Normalised mutual information: information shared by clusters and classes over the geometric and over
	// the arithmetic mean of their entropies.
	geometric, arithmetic float64
	// B-cubed (Bagga and Baldwin 1998): over all items, the mean share of an item's cluster that is of its
	// class, and of its class that is in its cluster.
	precision, recall float64
}

func (a agreement) f1() float64 { return 2 * a.precision * a.recall / (a.precision + a.recall) }

func agree(truth []labelled, found []int) agreement {
	type cell struct {
		class   string
		cluster int
	}
	classes, clusters, both := map[string]float64{}, map[int]float64{}, map[cell]float64{}
	for i, l := range truth {
		classes[l.truth]++
		clusters[found[i]]++
		both[cell{l.truth, found[i]}]++
	}
	n := float64(len(truth))
	a := agreement{classes: len(classes), clusters: len(clusters)}
	shared := 0.0
	for c, common := range both {
		inClass, inCluster := classes[c.class], clusters[c.cluster]
		shared += common / n * math.Log(n*common/inClass/inCluster)
		a.precision += common * common / inCluster / n
		a.recall += common * common / inClass / n
	}
	x, y := entropy(classes, n), entropy(clusters, n)
	a.geometric = shared / math.Sqrt(x*y)
	a.arithmetic = 2 * shared / (x + y)
	return a
}

func entropy[K comparable](sizes map[K]float64, n float64) float64 {
	sum := 0.0
	for _, size := range sizes {
		sum -= size / n * math.Log(size/n)
	}
	return sum
}
