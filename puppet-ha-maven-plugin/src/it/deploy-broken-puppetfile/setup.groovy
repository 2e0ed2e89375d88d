// Makes a control repo and one module, each in git, and the topology that names them.
def git = { File dir, String... arguments ->
  def command = ['git', '-c', 'user.name=it', '-c', 'user.email=it@example.test', '-c', 'init.defaultBranch=production']
  def process = new ProcessBuilder(command + arguments.toList()).directory(dir).redirectErrorStream(true).start()
  def output = process.inputStream.text
  assert process.waitFor() == 0 : output
}
def commit = { File dir, Map<String, String> files ->
  files.each { name, text ->
    def file = new File(dir, name)
    file.parentFile.mkdirs()
    file.setText(text, 'UTF-8')
  }
  git(dir, 'add', '-A')
  git(dir, 'commit', '-q', '-m', 'change')
}
def newRepo = { String name ->
  def dir = new File(basedir, "git/$name")
  dir.deleteDir()
  dir.mkdirs()
  git(dir, 'init', '-q')
  dir
}

def control = newRepo('control')
commit(control, ['manifests/site.pp': 'node default { }\n', 'environment.conf': 'modulepath = modules\n'])
git(control, 'checkout', '-q', '-b', 'broken')
commit(control, ['Puppetfile': "mod 'motd',\n  :git => 'https://git.example.test/motd.git'\n  :tag => 'v1'\n"])

def environments = new File(basedir, 'servers/ams/environments')
environments.mkdirs()
new File(basedir, 'puppet-ha.yaml').text = """\
code:
  cache: ${basedir}/cache
  sources:
    control: { remote: "${control.toURI()}" }
sites:
  ams:
    servers:
      - { host: puppet1.ams.example.test, code: "file://${environments}" }
"""
true
