package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.discovery.AgentSettings;
import io.github.puppetha.discovery.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where real agents look for servers by a puppet.conf, beside what {@link AgentSettings} says. */
class AgentSettingsInteropIT {
  private static final List<String> FILES =
      List.of(
          "",
          "server = s.example.test",
          "[main]\nserver = m\n[agent]\nserver = a\n[server]\nserver = s\n[user]\nserver = u",
          "[agent]\nca_server = c\n[main]\nserver = s\nca_server = m\nca_port = 81",
          "server = s\nserver = t\nserverport = 82",
          "server = s\nmasterport = 83",
          "server = s\nmasterport = 83\nserverport = 84",
          "[agent]\nserver = s\nmasterport = 83\n[main]\nserverport = 84",
          "server = s\nca_port = 85\nreport_port = 86\nreport_server = $server.example.test",
          "server = s\nserverport = 0087\nca_server = $server",
          "server = s\nserverport = 0100\nca_port = 0x1fcc\nreport_port = 8_140",
          "server = s\nca_port = 8__1",
          "server = s\nca_port = -1",
          "server = s\nca_port =",
          "server = s\nca_port = $serverport\nserverport = 88\nreport_port = $ca_port",
          "server = s\nserver_list = a,b:81, c:82 ,d",
          "server = s\nserver_list = a\nca_server = c\nreport_server = r",
          "[agent]\nserver = s\nserver_list = $server:99,b\n[main]\nserver_list = x",
          "server = s\nserver_list =\nca_server = c",
          "server = s\nserver_list = ,",
          "server = s\nserver_list = a:81:82,b,",
          "server = s\nuse_srv_records = true\nsrv_domain = example.test\nca_server = c",
          "server = s\nuse_srv_records = true\nsrv_domain = example.test\nserver_list = a,b",
          "server = s\nuse_srv_records = false\nsrv_domain = example.test",
          "server = \"s\"\nuse_srv_records = 'true'\nsrv_domain = \"example.test\"",
          "server = s\nuse_srv_records = yes",
          "server = s\nserverport = 8l40",
          "server = s\nca_port = 65536",
          "use_srv_records = true\nsrv_domain = example.test\nserver_list = a\nca_server = c",
          "# --server=x --ca_port=81\nserver = s\nca_server = c",
          "# --ca_server=x\nserver = s\nserver_list = a,b",
          "# --server_list=a,b --masterport=81\nserver = s\nserverport = 82",
          "# --serverport=81\nserver = s\nmasterport = 82",
          "# --use_srv_records --srv_domain=example.test --server=x",
          "# --no-use_srv_records\nserver = s\nuse_srv_records = true\nsrv_domain = example.test");

  private static final String ASK =
      """
      require 'puppet'
      def ask(directory)
        options = File.foreach(File.join(directory, 'puppet.conf')).first.to_s.split
        options = options[0] == '#' ? options.drop(1) : []
        Puppet.initialize_settings(['--confdir', directory] + options)
        Puppet.settings.preferred_run_mode = :agent
        client = Puppet::HTTP::Client.new
        resolvers = client.send(:build_resolvers)
        lists = resolvers.grep(Puppet::HTTP::Resolver::ServerList)
        said = resolvers.grep(Puppet::HTTP::Resolver::SRV).map do |srv|
          "srv:#{srv.instance_variable_get(:@srv_domain)}"
        end
        [:puppet, :ca, :report, :fileserver].each do |name|
          list = lists.find { |each| each.instance_variable_get(:@services).include?(name) }
          if list
            port = list.instance_variable_get(:@default_port)
            servers = list.instance_variable_get(:@server_list_setting).value
            said << "#{name}:" + servers.map { |s| "#{s[0]}:#{s[1] || port}" }.join('>')
          else
            url = Puppet::HTTP::Service.create_service(client, nil, name).url
            said << "#{name}:#{url.host}:#{url.port}"
          end
        end
        Puppet::HTTP::Service.create_service(client, nil, :puppet)
        "said #{said.join(' ')}"
      rescue StandardError => e
        "said refused #{e.class}"
      end
      ARGV.each_slice(2) do |pair| # settings are read once in a process
        asked = pair.map do |directory|
          read, write = IO.pipe
          child = fork do
            write.puts(ask(directory))
            write.close
            exit!(0)
          end
          write.close
          [read, child]
        end
        asked.each do |read, child|
          puts read.read
          Process.wait(child)
        end
      end
      """;

  @ParameterizedTest
  @EnumSource(Release.class)
  void theSameServersInTheSameOrder(Release release) throws IOException {
    try (RealLab lab = RealLab.open("agent-settings-" + release.part())) {
      List<Path> directories = new ArrayList<>();
      for (String file : FILES) {
        Path directory = lab.directory("conf-" + directories.size());
        Files.writeString(directory.resolve("puppet.conf"), file + "\n");
        directories.add(directory);
      }
      List<String> agent = agentSays(lab, release, directories);
      assertThat(agent).hasSameSizeAs(FILES);
      List<String> theirs = new ArrayList<>();
      List<String> ours = new ArrayList<>();
      for (int i = 0; i < FILES.size(); i++) {
        String file = "[" + FILES.get(i).replace("\n", "; ") + "] ";
        theirs.add(file + agent.get(i).replaceFirst(" refused .*", " refused"));
        ours.add(file + weSay(release, directories.get(i)));
      }
      assertThat(ours).as("as %s has it", release).isEqualTo(theirs);
    }
  }

  private static List<String> agentSays(RealLab lab, Release release, List<Path> directories)
      throws IOException {
    Path script = lab.directory("ruby").resolve("ask.rb");
    Files.writeString(script, ASK);
    List<String> command = new ArrayList<>(List.of("ruby", script.toString()));
    directories.forEach(directory -> command.add(directory.toString()));
    Path log = lab.directory("ruby").resolve("ask.log");
    assertThat(RealLab.run(lab.inside(release, command), log, 120)).as("see %s", log).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith("said ")).toList();
    }
  }

  private static String weSay(Release release, Path directory) throws IOException {
    int version = Character.digit(release.part().charAt(release.part().length() - 1), 10);
    PuppetConf conf = PuppetConf.read(directory.resolve("puppet.conf"));
    AgentSettings settings =
        AgentSettings.of(conf, version, Optional.of("example.test"), options(directory));
    if (settings.refused()) {
      return "said refused";
    }
    String services =
        Stream.of(Service.values())
            .map(service -> " " + service.name().toLowerCase() + ":" + servers(settings, service))
            .collect(Collectors.joining());
    return "said" + settings.srvDomain().map(domain -> " srv:" + domain).orElse("") + services;
  }

  /** The first line, when it is a comment, has the options of the command line. */
  private static Map<String, String> options(Path directory) throws IOException {
    Map<String, String> options = new HashMap<>();
    List<String> lines = Files.readAllLines(directory.resolve("puppet.conf"));
    if (lines.get(0).startsWith("# ")) {
      for (String option : lines.get(0).substring(2).split(" ")) {
        String[] parts = option.replaceFirst("^--(no-)?", "").split("=");
        String switched = option.startsWith("--no-") ? "false" : "true";
        options.put(parts[0], parts.length > 1 ? parts[1] : switched);
      }
    }
    return options;
  }

  private static String servers(AgentSettings settings, Service service) {
    if (settings.serverList().isEmpty() || settings.explicit().contains(service)) {
      return String.valueOf(settings.own().get(service));
    }
    return settings.serverList().get().stream()
        .map(Object::toString)
        .collect(Collectors.joining(">"));
  }
}
