package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// metrics is what /metrics tells, in the format of Prometheus: of the process, of the
// requests, and of what is watched. Names of reports stand in it, and no URL.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(cfg Config) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "archiver_http_requests_total",
			Help: "Requests answered, by route and status."}, []string{"route", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "archiver_http_request_seconds",
			Help: "Time to answer a request, in seconds, by route.", Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30}}, []string{"route"}),
	}
	version := prometheus.NewGauge(prometheus.GaugeOpts{Name: "archiver_build_info", Help: "Always 1; the label tells the version.",
		ConstLabels: prometheus.Labels{"version": cfg.Version}})
	version.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, version, &watched{cfg},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts a request. Route is the pattern that matched, so that a stranger
// can't make new series.
func (m *metrics) observe(r *http.Request, status int, took time.Duration) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// watched gathers how the reports stand when it is asked.
type watched struct{ cfg Config }

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("archiver_"+name, help, labels, nil)
}

var (
	descResults  = gauge("citations", "Citations by result: fail, warn, pass.", "report", "result")
	descVerdicts = gauge("citations_by_verdict", "Citations by the verdict of the live source.", "report", "verdict")
	descLooked   = gauge("citations_looked", "Citations whose source was looked at within its schedule.", "report")
	descOf       = gauge("citations_watched", "Citations that are watched.", "report")
	descOldest   = gauge("oldest_look_timestamp_seconds", "The look that is the longest ago, as Unix time.", "report")
	descDue      = gauge("next_due_timestamp_seconds", "When a source is due next, as Unix time.", "report")
	descUnderway = gauge("pass_underway", "1 while a pass is at work.")
	descEnded    = gauge("last_pass_timestamp_seconds", "When the last pass ended, as Unix time.")
	descComplete = gauge("last_pass_complete", "1 if the last pass was complete.")
	descTold     = gauge("report_readable", "0 where it can't be told how a report stands: its citations are not counted then, and the log says why.", "report")
	descReadable = gauge("manifests_readable", "0 where a manifest can't be read: its report is then told of as it was before, or not at all.")
	descPending  = gauge("alerts_pending", "Messages that were not delivered yet.")
	descGivenUp  = gauge("alerts_given_up", "Messages that could not be delivered.")
)

func (w *watched) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descResults, descVerdicts, descLooked, descOf, descOldest, descDue, descUnderway, descEnded, descComplete, descTold, descReadable, descPending, descGivenUp} {
		out <- d
	}
}

func (w *watched) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	put := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	fail := func(d *prometheus.Desc, err error) { out <- prometheus.NewInvalidMetric(d, err) }
	set, stale, err := manifests(ctx, w.cfg.Backend)
	put(descReadable, truth(stale == nil && err == nil))
	if err != nil {
		fail(descResults, err)
		return
	}
	for _, m := range set.Manifests {
		res, err := w.cfg.Backend.Result(ctx, m.ID)
		if err != nil && ofAll(ctx, err) { // it tells nothing of this report
			fail(descResults, err)
			break
		}
		put(descTold, truth(err == nil), m.ID)
		if err != nil { // which hides no other
			fail(descResults, fmt.Errorf("report %s: %w", m.ID, err))
			continue
		}
		for result, n := range results(res) {
			put(descResults, float64(n), m.ID, result)
		}
		for verdict, n := range res.Summary {
			put(descVerdicts, float64(n), m.ID, verdict)
		}
	}
	state, err := w.cfg.Backend.Watching(ctx)
	if err != nil {
		fail(descLooked, err)
		return
	}
	for _, h := range state.Reports {
		put(descLooked, float64(h.Looked), h.Report)
		put(descOf, float64(h.Of), h.Report)
		if h.Oldest != nil {
			put(descOldest, float64(h.Oldest.Unix()), h.Report)
		}
		if h.Next != nil {
			put(descDue, float64(h.Next.Unix()), h.Report)
		}
	}
	put(descUnderway, truth(state.Now != nil))
	if state.Last != nil {
		put(descEnded, float64(state.Last.Ended.Unix()))
		put(descComplete, truth(state.Last.Trouble == ""))
	}
	put(descPending, float64(state.Alerts.Pending))
	put(descGivenUp, float64(state.Alerts.GivenUp))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
