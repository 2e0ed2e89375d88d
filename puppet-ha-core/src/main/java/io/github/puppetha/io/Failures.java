package io.github.puppetha.io;

import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What went wrong, in words: of some failures the JDK's message is only the file's or host's name.
 */
public final class Failures {
  private Failures() {}

  /** The message, or what the failure's kind says. */
  public static String text(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof UncheckedIOException && cause != null) {
      String message = String.valueOf(failure.getMessage());
      return message.equals(cause.toString()) ? text(cause) : message;
    }
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return reason(file) + ": " + file.getFile();
    }
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException && message != null && message.indexOf(' ') < 0) {
      return "the name " + message + " is unknown"; // the JDK the second time it is asked for one
    }
    return message == null ? failure.toString() : message;
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof NoSuchFileException) {
      return "there is no such file or directory";
    } else if (failure instanceof FileAlreadyExistsException) {
      return "something is there already";
    } else if (failure instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    return failure.getClass().getSimpleName().replaceFirst("Exception$", "");
  }
}
