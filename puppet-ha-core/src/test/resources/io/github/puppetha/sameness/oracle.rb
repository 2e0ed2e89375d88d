# What the real Puppet says of Puppet code. Run by the Ruby of a Puppet installation; stays up and answers one file
# after another:
#
#   in    KIND LENGTH\n, then LENGTH bytes; KIND is pp, epp, tasks or epp-tasks
#   out   ok|bad\n, then a line for each finding: error|warning TAB code TAB line TAB column TAB message,
#         "-" for what Puppet does not tell; then an empty line
require 'tmpdir'
require 'puppet'
require 'puppet/face'
require 'puppet/pops'

# Keeps what Puppet logs.
class Heard < Array; end

Puppet::Util::Log.newdesttype(:heard) do
  match 'Heard'
  define_method(:initialize) { |list| @list = list }
  define_method(:handle) { |message| @list << message }
end

# Judges files, each in an environment of its own, so that no file sees another's definitions.
class Oracle
  ERRORS = %i[err alert crit emerg].freeze

  def initialize(directory)
    @directory = directory
    @heard = Heard.new
    options = %w[conf var code run log].flat_map { |name| ["--#{name}dir", directory] }
    Puppet.initialize_settings(options + ['--basemodulepath', ''])
    # All that there is to say, not the first ten.
    %i[max_errors max_warnings max_deprecations].each { |name| Puppet[name] = 1_000_000 }
    Puppet::Util::Log.close_all
    Puppet::Util::Log.newdestination(@heard)
  end

  def answer(kind, code)
    Puppet[:tasks] = kind.end_with?('tasks')
    file = File.join(@directory, kind.start_with?('epp') ? 'it.epp' : 'it.pp')
    File.binwrite(file, code)
    @heard.clear
    Puppet::Util::Warnings.clear_warnings
    Puppet.clear_deprecation_warnings
    refusal = refusal_of(file)
    [refusal ? 'bad' : 'ok', *logged, *raised(refusal), '', ''].join("\n")
  end

  private

  def refusal_of(file)
    alone = Puppet::Node::Environment.create(:production, [])
    Puppet.override(Puppet.base_context(Puppet.settings).merge(current_environment: alone)) do
      next Puppet::Face[:parser, :current].validate_manifest(file) unless file.end_with?('.epp')

      Puppet::Pops::Parser::EvaluatingParser::EvaluatingEppParser.new.parse_file(file)
      nil
    end
  rescue StandardError, SystemStackError => e
    e
  end

  def logged
    @heard.filter_map do |entry|
      next finding('error', entry, entry.message) if ERRORS.include?(entry.level)

      finding('warning', entry, entry.message) if entry.level == :warning
    end
  end

  # After several errors comes an exception that only counts them, without a place.
  def raised(refusal)
    return [] if refusal.nil?
    return [] if @heard.any? { |entry| ERRORS.include?(entry.level) } && place(refusal).first.nil?

    message = refusal.respond_to?(:basic_message) ? refusal.basic_message : refusal.message
    [finding('error', refusal, message)]
  end

  def place(at)
    line, column = %i[line pos].map { |name| at.respond_to?(name) ? at.public_send(name) : nil }
    # Some errors tell their place in the message only.
    if line.nil? && (found = at.message.match(/\(file: [^,()]*, line: (\d+)(?:, column: (\d+))?\)/))
      line, column = found.captures
    end
    [line, column]
  end

  def finding(severity, at, message)
    code = at.respond_to?(:issue_code) ? at.issue_code : nil
    [severity, code || '-', *place(at).map { |n| n || '-' }, message.scrub.gsub(/[\r\n\t]+/, ' ')].join("\t")
  end
end

$stdin.binmode
$stdout.binmode
Dir.mktmpdir('oracle') do |directory|
  oracle = Oracle.new(directory)
  while (head = $stdin.gets)
    kind, length = head.split
    $stdout.write(oracle.answer(kind, $stdin.read(length.to_i) || ''))
    $stdout.flush
  end
end
