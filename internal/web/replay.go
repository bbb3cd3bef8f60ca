package web

const (
	viewerPath = "/viewer/"
	workerPath = viewerPath + "sw.js"
)
