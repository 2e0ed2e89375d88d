// Two branches, two servers, and on the first a directory that was not put there by puppet-ha.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
def dir = new File(basedir, 'git/control')
dir.deleteDir()
new File(dir, 'manifests').mkdirs()
new File(dir, 'manifests/site.pp').text = "# new\n"
git(dir, 'init', '-q')
git(dir, 'add', '-A')
git(dir, 'commit', '-q', '-m', 'first')
git(dir, 'branch', 'staging')
['ams', 'fra'].each { new File(basedir, "$it/environments").mkdirs() }
new File(basedir, 'ams/environments/production/manifests').mkdirs()
new File(basedir, 'ams/environments/production/manifests/site.pp').text = "# r10k's\n"
new File(basedir, 'puppet-ha.yaml').text = """\
code:
  cache: ${basedir}/cache
  sources:
    control: { remote: "${dir.toURI()}" }
sites:
  ams:
    servers:
      - { host: puppet1.ams.example.test, code: "file://${basedir}/ams/environments" }
  fra:
    servers:
      - { host: puppet1.fra.example.test, code: "file://${basedir}/fra/environments" }
"""
true
