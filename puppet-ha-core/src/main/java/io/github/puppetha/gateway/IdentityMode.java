package io.github.puppetha.gateway;

/** How a server is told who the client is. */
public enum IdentityMode {
  /**
   * By the headers X-Client-Verify, X-Client-DN and X-Client-Cert; the server has {@code
   * allow-header-cert-info: true} and can be reached by gateways only.
   */
  HEADERS,
  /**
   * Not at all: the server sees the gateway's own certificate. Only what the gateway can judge by
   * itself is passed on; what would be allowed to the gateway but not to the client is refused.
   */
  NONE
}
