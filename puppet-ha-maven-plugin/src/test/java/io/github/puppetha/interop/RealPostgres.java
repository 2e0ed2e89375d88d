package io.github.puppetha.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL cluster of its own, with one empty database; what it keeps need not outlive it. */
final class RealPostgres {
  static final int PORT = 5432;

  /** The database, and the role that owns it; any password will do. */
  static final String NAME = "puppetdb";

  private static final String PROGRAMS = "/usr/lib/postgresql/15/bin/";

  /** PostgreSQL refuses to run as root; so it may pass directories that are root's alone. */
  private static final List<String> AS_POSTGRES =
      List.of(
          "setpriv",
          "--reuid=postgres",
          "--regid=postgres",
          "--clear-groups",
          "--inh-caps=+dac_read_search",
          "--ambient-caps=+dac_read_search");

  private static final String CREATE =
      """
      cd /
      chown postgres "$1"
      %1$s %2$sinitdb -D "$1/data" -U %3$s --auth=trust --no-sync -E UTF8 --locale=C.UTF-8
      echo 'CREATE DATABASE %3$s' | %1$s %2$spostgres --single -D "$1/data" postgres
      echo 'CREATE EXTENSION pg_trgm' | %1$s %2$spostgres --single -D "$1/data" %3$s
      """
          .formatted(String.join(" ", AS_POSTGRES), PROGRAMS, NAME);

  private RealPostgres() {}

  /** Makes a cluster in an empty directory. */
  static void create(RealLab lab, Path directory) throws IOException {
    Path log = directory.resolveSibling("initdb.log");
    List<String> command =
        List.of("bash", "-euo", "pipefail", "-c", CREATE, "create", directory.toString());
    if (RealLab.run(lab.inside(Release.PUPPET7, command), log, 90) != 0) {
      throw new IOException("no database cluster was made; see " + log);
    }
  }

  /** Starts it and returns at once; closing the lab ends it. */
  static void launch(RealLab lab, Path directory, String address) throws IOException {
    List<String> command = new ArrayList<>(AS_POSTGRES);
    command.addAll(List.of(PROGRAMS + "postgres", "-D", directory.resolve("data").toString()));
    for (String setting :
        List.of(
            "listen_addresses=" + address,
            "port=" + PORT,
            "unix_socket_directories=",
            "shared_buffers=16MB",
            "fsync=off",
            "jit=off")) {
      command.addAll(List.of("-c", setting));
    }
    lab.start(Release.PUPPET7, command, directory.resolveSibling("postgres.log"));
  }
}
