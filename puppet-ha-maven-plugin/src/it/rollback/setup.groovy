// Two states of a control repo, as two repositories, so that one run can deploy both.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
new File(basedir, 'environments').mkdirs()
['first', 'second'].each { name ->
  def dir = new File(basedir, "git/$name")
  dir.deleteDir()
  new File(dir, 'manifests').mkdirs()
  new File(dir, 'manifests/site.pp').text = "# $name\n"
  new File(dir, 'environment.conf').text = "modulepath = modules\n"
  git(dir, 'init', '-q')
  git(dir, 'add', '-A')
  git(dir, 'commit', '-q', '-m', name)
  new File(basedir, "${name}.yaml").text = """\
code:
  cache: ${basedir}/cache
  sources:
    control: { remote: "${dir.toURI()}" }
deploy: { state: { directory: "${basedir}/state" } }
sites:
  ams:
    servers:
      - { host: puppet1.ams.example.test, code: "file://${basedir}/environments" }
"""
}
true
