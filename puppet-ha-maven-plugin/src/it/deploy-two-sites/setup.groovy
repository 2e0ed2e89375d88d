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

def motd = newRepo('motd')
commit(motd, ['manifests/init.pp': 'class motd { notify { "first": } }\n'])
git(motd, 'tag', 'v1')

def control = newRepo('control')
commit(control, [
  'manifests/site.pp': 'node default { include motd }\n',
  'environment.conf': 'modulepath = modules\n',
  'Puppetfile': "mod 'motd', :git => '${motd.toURI()}', :tag => 'v1'\n".toString()])
git(control, 'checkout', '-q', '-b', 'staging')
commit(control, ['manifests/site.pp': 'node default { include motd } # staging\n'])

['ams', 'fra'].each { new File(basedir, "servers/$it/environments").mkdirs() }
new File(basedir, 'puppet-ha.yaml').text = """\
domain: example.test
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
