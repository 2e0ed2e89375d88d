package io.github.puppetha.topology;

import java.nio.file.Path;

/**
 * Where a process finds its key and certificate.
 *
 * @param ssldir Puppet's {@code ssldir}; absolute
 * @param certname the name in the certificate, lower case
 */
public record IdentityRef(Path ssldir, String certname) {}
