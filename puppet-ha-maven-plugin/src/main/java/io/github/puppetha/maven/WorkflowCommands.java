package io.github.puppetha.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands to GitHub, in the output of a workflow's step. */
public final class WorkflowCommands {
  private WorkflowCommands() {}

  /**
   * Prints each as a line. GitHub takes commands only from the start of a line, where a log has its
   * prefix; and Maven 4 makes a log even of {@code System.out}. So they go to the process's own
   * output, which stays open.
   */
  public static void print(List<String> commands) {
    FileOutputStream output = new FileOutputStream(FileDescriptor.out);
    PrintStream stream = new PrintStream(output, false, StandardCharsets.UTF_8);
    System.out.flush();
    commands.forEach(stream::println);
    stream.flush();
  }
}
