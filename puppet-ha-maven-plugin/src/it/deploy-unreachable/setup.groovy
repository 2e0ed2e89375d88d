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

// One server's directory can be written; the other would lie below a plain file.
new File(basedir, 'servers/ams/environments').mkdirs()
new File(basedir, 'servers/fra').text = 'no directory'
new File(basedir, 'puppet-ha.yaml').text = """\
code:
  cache: ${basedir}/cache
  sources:
    control: { remote: "${control.toURI()}" }
sites:
  ams:
    servers:
      - { host: puppet1.ams.example.test, code: "file://${basedir}/servers/ams/environments" }
  fra:
    servers:
      - { host: puppet1.fra.example.test, code: "file://${basedir}/servers/fra/environments" }
"""
true
