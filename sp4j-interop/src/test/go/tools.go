//go:build tools

// Keeps what macat needs in go.mod; .ci/peers builds it beside the peer.
package main

import _ "go.nanomsg.org/mangos/v3/macat"
