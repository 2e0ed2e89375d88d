package io.github.puppetha.testkit;

/**
 * An agent's report as a fake server got it.
 *
 * @param certname whose
 * @param environment of the query
 * @param json the body
 */
public record ReceivedReport(String certname, String environment, String json) {}
