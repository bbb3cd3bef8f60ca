package record

import (
	"net/netip"
	"net/url"

	"golang.org/x/net/http/httpproxy"

	"archiver/internal/netguard"
)

// EnvironmentProxy reads HTTP_PROXY, HTTPS_PROXY, NO_PROXY and ALL_PROXY once.
// Loopback addresses and localhost names never go to such a proxy: there they
// would mean another machine.
func EnvironmentProxy() func(*url.URL) (*url.URL, error) {
	f := httpproxy.FromEnvironment().ProxyFunc()
	return func(u *url.URL) (*url.URL, error) {
		host := u.Hostname()
		if netguard.IsLocalhost(host) {
			return nil, nil
		}
		if a, err := netip.ParseAddr(host); err == nil && a.Unmap().IsLoopback() {
			return nil, nil
		}
		return f(u)
	}
}
