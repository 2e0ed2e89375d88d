package io.github.puppetha.maven;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The one place where what went wrong becomes Maven's word for it. Maven prints the message of an
 * exception and those of all its causes on one line; ours says everything already, so the failure
 * behind it travels as a suppressed exception, which only {@code -e} shows.
 */
final class MojoErrors {
  private MojoErrors() {}

  /** The work could not be done. */
  static MojoExecutionException couldNotRun(Exception failure) {
    MojoExecutionException exception = new MojoExecutionException(text(failure));
    exception.addSuppressed(failure);
    return exception;
  }

  private static String text(Exception failure) {
    if (failure instanceof PuppetHaException || failure instanceof IllegalArgumentException) {
      return orName(failure);
    }
    if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException io) {
      return input(io);
    }
    if (failure instanceof IOException io) {
      return input(io);
    }
    return "this is a defect in puppet-ha, please report it with the output of -e: " + failure;
  }

  /** The message of a file's exception is often only its name. */
  private static String input(IOException failure) {
    return failure.getClass().getSimpleName().replaceFirst("Exception$", "")
        + ": "
        + orName(failure);
  }

  private static String orName(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
